import type { NoticeTexts } from './notice-texts';

export const en: NoticeTexts = {
  locale: 'en',
  colon: ': ',
  quote: (name) => `“${name}”`,
  subject: {
    completed: (backup, site) => `Backup made: ${backup} (${site})`,
    failed: (backup, site) => `Backup failed: ${backup} (${site})`,
    unhealthy: (site) => `Backups need attention: ${site}`,
    recovered: (site) => `Backups are usable again: ${site}`,
    test: (site) => `Test notice: ${site}`,
  },
  headline: {
    verified: 'The backup was made, and read back to verify it.',
    completed: 'The backup was made.',
    failed: 'The backup failed.',
    unhealthy: 'The backups of this site need attention.',
    recovered: 'The backups of this site are in order again.',
    improved: 'The worst is over: the backups of this site are usable again, but not all is well.',
    test: 'Notices arrive.',
  },
  title: {
    happened: 'What happened',
    advice: 'What to do',
    warnings: 'Warnings',
    reasons: 'What is wrong, and what to do',
    remaining: 'What is left, and what to do',
    before: 'What had been wrong',
  },
  label: {
    site: 'Site',
    backup: 'Backup',
    schedule: 'Schedule',
    type: 'Type',
    started: 'Started',
    duration: 'Duration',
    size: 'Size',
    entries: 'Content entries',
    tables: 'Tables',
    rows: 'Rows',
    mediaFiles: 'Media files',
    verification: 'Verification',
    errorCode: 'Error code',
    nextRun: 'Next scheduled backup',
    newestDatabase: 'Newest verified backup of the database',
    newestMedia: 'Newest verified backup of the media',
    since: 'It lasted',
  },
  type: { full: 'Full: database and media', database: 'Database', media: 'Media' },
  verification: { verified: 'Verified', unverified: 'Not verified', corrupt: 'Damaged' },
  unpacked: (size, unpacked) => `${size} (${unpacked} unpacked)`,
  files: (count, size) => `${count} (${size})`,
  none: 'none',
  more: (count) => `and ${count} more, in the details of the backup`,
  details: 'Details',
  unverified:
    'Nobody has read this backup back, so it does not count as a good one. Verify it in the panel, or switch on the verification of every backup in the settings.',
  test: 'This is a test. Backups of this site will be reported to this address, as the settings say.',
  advice: {
    DISK_FULL:
      'Make room on the disk of the backup folder: delete old backups, or let the retention keep fewer of them. Then make a backup by hand.',
    FOLDER_UNUSABLE:
      'Check that the backup folder exists, that its disk is mounted, and that the user of the server may write to it.',
    FOLDER_SERVED:
      'Move the backup folder out of the folders whose files everybody can fetch: choose another folder in the settings.',
    STORAGE_UNREACHABLE:
      'Check the disk or the share with the backup folder: it did not answer, or reading from it failed.',
    DATABASE_UNREACHABLE:
      'Check that the database runs, and that the login for backups still works: host, user, password, rights.',
    DATABASE_LOCKED:
      'Another program held the database for too long. Look for long transactions, and choose a quieter time for the schedule.',
    DATABASE_CORRUPT:
      'The database itself may be damaged. Check it with its own tools now, and do not delete any backup until you know.',
    SNAPSHOT_INCOMPLETE:
      'The copy of the database was not complete. Try again; if it happens again, look at the disk and at the log.',
    DUMP_TOOL_MISSING:
      'Install the dump program of your database server on this machine, or choose the built-in one in the settings.',
    DUMP_TOOL_FAILED:
      'Read what the dump program said, above and in the log. The built-in one, to be chosen in the settings, may do without it.',
    MEDIA_FOLDER_MISSING:
      'Check that the uploads folder exists, that its disk is mounted, and that the user of the server may read it.',
    ARCHIVE_CORRUPT:
      'The archive was not what had been written when it was read back. Check the disk, and make a new backup.',
    COMPRESSION_UNAVAILABLE:
      'Choose another compression, in the schedule or in the settings: this one cannot be written on this server.',
    INTERRUPTED:
      'The server stopped while the backup was made. Make a new one, and look for the reason when this was not a restart of yours.',
    LEASE_LOST:
      'The server did not answer for a while, and another process took over. Look at its load, then make a new backup.',
    WORKER_DIED:
      'The process that makes backups ended unexpectedly. Look at the memory of the server, and at the log.',
    other: 'Look at the log of this backup in the panel, then make a new one by hand.',
  },
  health: {
    NO_BACKUP: {
      what: () => 'There is no backup of this site yet.',
      advice: 'Create one now, and a schedule for the next ones.',
    },
    TOO_OLD: {
      what: (name) =>
        `There is no verified backup as young as the schedule ${name} should have made it.`,
      advice: 'Make a backup now, and look at the log of the last one.',
    },
    SCHEDULE_FAILED: {
      what: (name) => `The last backup of the schedule ${name} failed.`,
      advice: 'Its log in the panel says why. Make a backup by hand when the reason is gone.',
    },
    SCHEDULE_RETRYING: {
      what: (name) => `The last backup of the schedule ${name} failed.`,
      advice: 'Nothing yet: it is tried once more in a few minutes.',
    },
    SCHEDULE_OVERDUE: {
      what: (name) => `The schedule ${name} did not run when it should have.`,
      advice:
        'Look whether another job has been running since, and whether the server has its time right.',
    },
    BACKUP_CORRUPT: {
      what: (name) => `The newest backup, ${name}, is damaged.`,
      advice: 'Make a new backup, and check the disk that it is on.',
    },
    SIZE_FELL: {
      what: (name) => `The backup ${name} is less than half as large as the one before it.`,
      advice: 'Look whether something is missing on the site.',
    },
    STORAGE_UNREACHABLE: {
      what: () => 'The backup folder cannot be used.',
      advice:
        'Check that it exists, that its disk is mounted, and that the server may write to it.',
    },
    DISK_NEARLY_FULL: {
      what: () => 'The disk of the backup folder is nearly full.',
      advice: 'Delete old backups, let the retention keep fewer of them, or make room.',
    },
    OVER_CAP: {
      what: () =>
        'The backups take more room than allowed, and what is left may not be deleted by itself.',
      advice: 'Unpin or delete some, or allow more in the settings.',
    },
    COPY_MISSING: {
      what: (name) => `The newest backup, ${name}, has no copy in the second folder.`,
      advice: 'Look whether the disk of the second folder is mounted and has room.',
    },
    MIRROR_FOUND: {
      what: () =>
        'The backup folder has schedules and settings of this site from before its database was lost or replaced.',
      advice: 'Bring them back in the panel, or decline them.',
    },
    NOTICE_FAILED: {
      what: () => 'A notice could not be delivered.',
      advice: 'Check e-mail and webhook in the settings, where each can be tested.',
    },
  },
  open: 'Open the admin panel',
  footer:
    'The plugin Strapi Backup of this site has sent this. Who gets it, and when, is in its settings, and in the schedule for the backups of a schedule.',
};
