import { Box, Flex, Typography } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import { useRef, useState, type DragEvent } from 'react';
import { styled } from 'styled-components';
import { useText } from '../language/use-text';

interface Props {
  onFiles: (files: File[]) => void;
}

/** A place for files: dropped there, or chosen with mouse or keyboard. */
export function DropArea({ onFiles }: Props) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  return (
    <Area
      $over={over}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      data-testid="upload-drop"
    >
      <Flex direction="column" alignItems="center" gap={2}>
        <Upload aria-hidden width="3.2rem" height="3.2rem" fill="primary600" />
        <Typography variant="delta" tag="p">
          {text('backup.upload.drop')}
        </Typography>
        <Choose type="button" onClick={() => input.current?.click()}>
          {text('backup.upload.choose')}
        </Choose>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept=".tar,.tgz,.gz,.zst,.sql"
          aria-label={text('backup.upload.choose')}
          data-testid="upload-input"
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </Flex>
    </Area>
  );
}

const Area = styled(Box)<{ $over: boolean }>`
  padding: 3.2rem 1.6rem;
  border: 2px dashed
    ${({ theme, $over }) => ($over ? theme.colors.primary600 : theme.colors.neutral300)};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $over }) => ($over ? theme.colors.primary100 : theme.colors.neutral100)};
`;

const Choose = styled.button`
  padding: 0.4rem 0.8rem;
  border: none;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: none;
  color: ${({ theme }) => theme.colors.primary600};
  font-size: 1.4rem;
  font-weight: 600;
  text-decoration: underline;
  cursor: pointer;
`;
