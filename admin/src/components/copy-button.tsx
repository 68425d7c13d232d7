import { IconButton } from '@strapi/design-system';
import { Check, Duplicate } from '@strapi/icons';
import { useEffect, useState } from 'react';
import { useText } from '../language/use-text';

/** Puts a text on the clipboard and says that it did. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const text = useText();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);

  // Browsers give the clipboard to secure pages only; elsewhere the text can still be selected.
  if (!window.isSecureContext) return null;
  return (
    <IconButton
      variant="ghost"
      size="XS"
      label={copied ? text('backup.action.copied') : label}
      onClick={() => {
        void navigator.clipboard.writeText(value).then(() => setCopied(true));
      }}
    >
      {copied ? <Check /> : <Duplicate />}
    </IconButton>
  );
}
