import type { NoticeTexts } from './notice-texts';

export const de: NoticeTexts = {
  locale: 'de',
  colon: ': ',
  quote: (name) => `„${name}“`,
  subject: {
    completed: (backup, site) => `Backup erstellt: ${backup} (${site})`,
    failed: (backup, site) => `Backup fehlgeschlagen: ${backup} (${site})`,
    unhealthy: (site) => `Backups brauchen Aufmerksamkeit: ${site}`,
    recovered: (site) => `Backups sind wieder brauchbar: ${site}`,
    test: (site) => `Testnachricht: ${site}`,
  },
  headline: {
    verified: 'Das Backup wurde erstellt und zur Kontrolle zurückgelesen.',
    completed: 'Das Backup wurde erstellt.',
    failed: 'Das Backup ist fehlgeschlagen.',
    unhealthy: 'Die Backups dieser Website brauchen Aufmerksamkeit.',
    recovered: 'Die Backups dieser Website sind wieder in Ordnung.',
    improved:
      'Das Schlimmste ist vorbei: Die Backups dieser Website sind wieder brauchbar, aber noch ist nicht alles gut.',
    test: 'Nachrichten kommen an.',
  },
  title: {
    happened: 'Was geschehen ist',
    advice: 'Was zu tun ist',
    warnings: 'Warnungen',
    reasons: 'Was nicht stimmt und was zu tun ist',
    remaining: 'Was noch bleibt und was zu tun ist',
    before: 'Was nicht gestimmt hat',
  },
  label: {
    site: 'Website',
    backup: 'Backup',
    schedule: 'Zeitplan',
    type: 'Art',
    started: 'Begonnen',
    duration: 'Dauer',
    size: 'Größe',
    entries: 'Einträge',
    tables: 'Tabellen',
    rows: 'Zeilen',
    mediaFiles: 'Mediendateien',
    verification: 'Prüfung',
    errorCode: 'Fehlercode',
    nextRun: 'Nächstes geplantes Backup',
    newestDatabase: 'Neuestes geprüftes Backup der Datenbank',
    newestMedia: 'Neuestes geprüftes Backup der Medien',
    since: 'Das dauerte',
  },
  type: { full: 'Vollständig: Datenbank und Medien', database: 'Datenbank', media: 'Medien' },
  verification: { verified: 'Geprüft', unverified: 'Nicht geprüft', corrupt: 'Beschädigt' },
  unpacked: (size, unpacked) => `${size} (entpackt ${unpacked})`,
  files: (count, size) => `${count} (${size})`,
  none: 'keines',
  more: (count) => `und ${count} weitere, in den Angaben zum Backup`,
  details: 'Einzelheiten (auf Englisch)',
  unverified:
    'Dieses Backup hat noch niemand zurückgelesen, darum zählt es nicht als gutes. Prüfen Sie es im Administrationsbereich, oder schalten Sie in den Einstellungen die Prüfung jedes Backups ein.',
  test: 'Dies ist ein Test. Über Backups dieser Website wird an diese Adresse berichtet, wie es in den Einstellungen steht.',
  advice: {
    DISK_FULL:
      'Schaffen Sie Platz auf dem Datenträger des Backup-Ordners: Löschen Sie alte Backups, oder lassen Sie weniger davon aufbewahren. Erstellen Sie danach von Hand ein Backup.',
    FOLDER_UNUSABLE:
      'Prüfen Sie, ob es den Backup-Ordner gibt, ob sein Datenträger eingehängt ist und ob der Benutzer des Servers darin schreiben darf.',
    FOLDER_SERVED:
      'Nehmen Sie den Backup-Ordner aus den Ordnern heraus, deren Dateien jeder abrufen kann: Wählen Sie in den Einstellungen einen anderen.',
    STORAGE_UNREACHABLE:
      'Prüfen Sie den Datenträger oder die Freigabe mit dem Backup-Ordner: Sie hat nicht geantwortet, oder das Lesen ist misslungen.',
    DATABASE_UNREACHABLE:
      'Prüfen Sie, ob die Datenbank läuft und ob die Anmeldung für Backups noch gilt: Host, Benutzer, Passwort, Rechte.',
    DATABASE_LOCKED:
      'Ein anderes Programm hat die Datenbank zu lange gesperrt. Suchen Sie nach langen Transaktionen, und wählen Sie für den Zeitplan eine ruhigere Zeit.',
    DATABASE_CORRUPT:
      'Die Datenbank selbst könnte beschädigt sein. Prüfen Sie sie jetzt mit ihren eigenen Werkzeugen, und löschen Sie bis dahin kein Backup.',
    SNAPSHOT_INCOMPLETE:
      'Die Kopie der Datenbank war nicht vollständig. Versuchen Sie es noch einmal; geschieht es wieder, sehen Sie nach dem Datenträger und in das Protokoll.',
    DUMP_TOOL_MISSING:
      'Installieren Sie auf dieser Maschine das Dump-Programm Ihres Datenbankservers, oder wählen Sie in den Einstellungen das eingebaute.',
    DUMP_TOOL_FAILED:
      'Lesen Sie oben und im Protokoll, was das Dump-Programm gemeldet hat. Mit dem eingebauten, das in den Einstellungen gewählt wird, geht es vielleicht ohne.',
    MEDIA_FOLDER_MISSING:
      'Prüfen Sie, ob es den Upload-Ordner gibt, ob sein Datenträger eingehängt ist und ob der Benutzer des Servers ihn lesen darf.',
    ARCHIVE_CORRUPT:
      'Beim Zurücklesen war das Archiv nicht das, was geschrieben wurde. Prüfen Sie den Datenträger, und erstellen Sie ein neues Backup.',
    COMPRESSION_UNAVAILABLE:
      'Wählen Sie im Zeitplan oder in den Einstellungen eine andere Komprimierung: Diese kann auf diesem Server nicht geschrieben werden.',
    INTERRUPTED:
      'Der Server wurde beendet, während das Backup erstellt wurde. Erstellen Sie ein neues, und suchen Sie nach dem Grund, wenn es kein Neustart von Ihnen war.',
    LEASE_LOST:
      'Der Server hat eine Weile nicht geantwortet, und ein anderer Prozess hat übernommen. Sehen Sie nach seiner Last, und erstellen Sie dann ein neues Backup.',
    WORKER_DIED:
      'Der Prozess, der Backups erstellt, ist unerwartet zu Ende gegangen. Sehen Sie nach dem Speicher des Servers und in das Protokoll.',
    other:
      'Sehen Sie im Administrationsbereich in das Protokoll dieses Backups, und erstellen Sie dann von Hand ein neues.',
  },
  health: {
    NO_BACKUP: {
      what: () => 'Es gibt noch kein Backup dieser Website.',
      advice: 'Erstellen Sie jetzt eines, und einen Zeitplan für die nächsten.',
    },
    TOO_OLD: {
      what: (name) =>
        `Kein geprüftes Backup ist so neu, wie es der Zeitplan ${name} hätte erstellen sollen.`,
      advice: 'Erstellen Sie jetzt ein Backup, und sehen Sie in das Protokoll des letzten.',
    },
    SCHEDULE_FAILED: {
      what: (name) => `Das letzte Backup des Zeitplans ${name} ist fehlgeschlagen.`,
      advice:
        'Sein Protokoll im Administrationsbereich sagt, warum. Erstellen Sie von Hand ein Backup, wenn der Grund behoben ist.',
    },
    SCHEDULE_RETRYING: {
      what: (name) => `Das letzte Backup des Zeitplans ${name} ist fehlgeschlagen.`,
      advice: 'Noch nichts: Es wird in wenigen Minuten noch einmal versucht.',
    },
    SCHEDULE_OVERDUE: {
      what: (name) => `Der Zeitplan ${name} ist nicht gelaufen, als er sollte.`,
      advice:
        'Sehen Sie nach, ob seither eine andere Aufgabe läuft und ob die Uhr des Servers richtig geht.',
    },
    BACKUP_CORRUPT: {
      what: (name) => `Das neueste Backup, ${name}, ist beschädigt.`,
      advice: 'Erstellen Sie ein neues, und prüfen Sie den Datenträger, auf dem es liegt.',
    },
    SIZE_FELL: {
      what: (name) => `Das Backup ${name} ist weniger als halb so groß wie das davor.`,
      advice: 'Sehen Sie nach, ob auf der Website etwas fehlt.',
    },
    STORAGE_UNREACHABLE: {
      what: () => 'Der Backup-Ordner ist nicht benutzbar.',
      advice:
        'Prüfen Sie, ob es ihn gibt, ob sein Datenträger eingehängt ist und ob der Server darin schreiben darf.',
    },
    DISK_NEARLY_FULL: {
      what: () => 'Der Datenträger des Backup-Ordners ist fast voll.',
      advice:
        'Löschen Sie alte Backups, lassen Sie weniger davon aufbewahren, oder schaffen Sie Platz.',
    },
    OVER_CAP: {
      what: () =>
        'Die Backups brauchen mehr Platz als erlaubt, und was übrig ist, darf nicht von selbst gelöscht werden.',
      advice: 'Lösen oder löschen Sie einige, oder erlauben Sie in den Einstellungen mehr.',
    },
    COPY_MISSING: {
      what: (name) => `Das neueste Backup, ${name}, hat keine Kopie im zweiten Ordner.`,
      advice:
        'Sehen Sie nach, ob der Datenträger des zweiten Ordners eingehängt ist und Platz hat.',
    },
    MIRROR_FOUND: {
      what: () =>
        'Im Backup-Ordner liegen Zeitpläne und Einstellungen dieser Website aus der Zeit, bevor ihre Datenbank verloren ging oder ersetzt wurde.',
      advice: 'Holen Sie sie im Administrationsbereich zurück, oder lehnen Sie sie ab.',
    },
    NOTICE_FAILED: {
      what: () => 'Eine Nachricht konnte nicht zugestellt werden.',
      advice: 'Prüfen Sie E-Mail und Webhook in den Einstellungen; dort lässt sich beides testen.',
    },
  },
  open: 'Administrationsbereich öffnen',
  footer:
    'Gesendet vom Plugin Strapi Backup dieser Website. Wer dies wann bekommt, steht in seinen Einstellungen, und für die Backups eines Zeitplans im Zeitplan.',
};
