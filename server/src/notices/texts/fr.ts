import type { NoticeTexts } from './notice-texts';

export const fr: NoticeTexts = {
  locale: 'fr',
  colon: ' : ',
  quote: (name) => `«\u00a0${name}\u00a0»`,
  subject: {
    completed: (backup, site) => `Sauvegarde effectuée : ${backup} (${site})`,
    failed: (backup, site) => `Échec de la sauvegarde : ${backup} (${site})`,
    unhealthy: (site) => `Les sauvegardes demandent votre attention : ${site}`,
    recovered: (site) => `Les sauvegardes sont de nouveau utilisables : ${site}`,
    test: (site) => `Message de test : ${site}`,
  },
  headline: {
    verified: 'La sauvegarde a été effectuée, puis relue pour vérification.',
    completed: 'La sauvegarde a été effectuée.',
    failed: 'La sauvegarde a échoué.',
    unhealthy: 'Les sauvegardes de ce site demandent votre attention.',
    recovered: 'Les sauvegardes de ce site sont de nouveau en ordre.',
    improved:
      'Le pire est passé : les sauvegardes de ce site sont de nouveau utilisables, mais tout n’est pas en ordre.',
    test: 'Les messages arrivent.',
  },
  title: {
    happened: 'Ce qui s’est passé',
    advice: 'Ce qu’il faut faire',
    warnings: 'Avertissements',
    reasons: 'Ce qui ne va pas, et ce qu’il faut faire',
    remaining: 'Ce qui reste, et ce qu’il faut faire',
    before: 'Ce qui n’allait pas',
  },
  label: {
    site: 'Site',
    backup: 'Sauvegarde',
    schedule: 'Planification',
    type: 'Type',
    started: 'Début',
    duration: 'Durée',
    size: 'Taille',
    entries: 'Entrées',
    tables: 'Tables',
    rows: 'Lignes',
    mediaFiles: 'Fichiers médias',
    verification: 'Vérification',
    errorCode: 'Code d’erreur',
    nextRun: 'Prochaine sauvegarde planifiée',
    newestDatabase: 'Dernière sauvegarde vérifiée de la base de données',
    newestMedia: 'Dernière sauvegarde vérifiée des médias',
    since: 'Cela a duré',
  },
  type: {
    full: 'Complète : base de données et médias',
    database: 'Base de données',
    media: 'Médias',
  },
  verification: { verified: 'Vérifiée', unverified: 'Non vérifiée', corrupt: 'Endommagée' },
  unpacked: (size, unpacked) => `${size} (${unpacked} décompressés)`,
  files: (count, size) => `${count} (${size})`,
  none: 'aucune',
  more: (count) => `et ${count} de plus, dans les détails de la sauvegarde`,
  details: 'Détails (en anglais)',
  unverified:
    'Cette sauvegarde n’a pas été relue, elle ne compte donc pas comme bonne. Vérifiez-la dans l’administration, ou activez la vérification de chaque sauvegarde dans les réglages.',
  test: 'Ceci est un test. Les sauvegardes de ce site seront signalées à cette adresse, selon les réglages.',
  advice: {
    DISK_FULL:
      'Libérez de la place sur le disque du dossier de sauvegarde : supprimez d’anciennes sauvegardes, ou conservez-en moins. Lancez ensuite une sauvegarde à la main.',
    FOLDER_UNUSABLE:
      'Vérifiez que le dossier de sauvegarde existe, que son disque est monté et que l’utilisateur du serveur peut y écrire.',
    FOLDER_SERVED:
      'Sortez le dossier de sauvegarde des dossiers dont chacun peut télécharger les fichiers : choisissez-en un autre dans les réglages.',
    STORAGE_UNREACHABLE:
      'Vérifiez le disque ou le partage qui contient le dossier de sauvegarde : il n’a pas répondu, ou sa lecture a échoué.',
    DATABASE_UNREACHABLE:
      'Vérifiez que la base de données fonctionne et que le compte des sauvegardes est encore valable : hôte, utilisateur, mot de passe, droits.',
    DATABASE_LOCKED:
      'Un autre programme a verrouillé la base de données trop longtemps. Cherchez les transactions longues, et choisissez une heure plus calme.',
    DATABASE_CORRUPT:
      'La base de données elle-même est peut-être endommagée. Contrôlez-la dès maintenant avec ses propres outils, et ne supprimez aucune sauvegarde d’ici là.',
    SNAPSHOT_INCOMPLETE:
      'La copie de la base de données était incomplète. Réessayez ; si cela se reproduit, contrôlez le disque et lisez le journal.',
    DUMP_TOOL_MISSING:
      'Installez sur cette machine le programme d’export de votre serveur de base de données, ou choisissez celui qui est intégré dans les réglages.',
    DUMP_TOOL_FAILED:
      'Lisez ce qu’a dit le programme d’export, ci-dessus et dans le journal. Celui qui est intégré, à choisir dans les réglages, peut s’en passer.',
    MEDIA_FOLDER_MISSING:
      'Vérifiez que le dossier des médias existe, que son disque est monté et que l’utilisateur du serveur peut le lire.',
    ARCHIVE_CORRUPT:
      'À la relecture, l’archive n’était pas ce qui avait été écrit. Contrôlez le disque, et faites une nouvelle sauvegarde.',
    COMPRESSION_UNAVAILABLE:
      'Choisissez une autre compression, dans la planification ou dans les réglages : celle-ci ne peut pas être écrite sur ce serveur.',
    INTERRUPTED:
      'Le serveur s’est arrêté pendant la sauvegarde. Faites-en une nouvelle, et cherchez la cause si ce n’était pas un redémarrage de votre part.',
    LEASE_LOST:
      'Le serveur n’a pas répondu pendant un moment, et un autre processus a pris le relais. Contrôlez sa charge, puis faites une nouvelle sauvegarde.',
    WORKER_DIED:
      'Le processus qui fait les sauvegardes s’est arrêté de façon inattendue. Contrôlez la mémoire du serveur, et lisez le journal.',
    other:
      'Lisez le journal de cette sauvegarde dans l’administration, puis faites-en une nouvelle à la main.',
  },
  health: {
    NO_BACKUP: {
      what: () => 'Il n’y a pas encore de sauvegarde de ce site.',
      advice: 'Créez-en une dès maintenant, et une planification pour les suivantes.',
    },
    TOO_OLD: {
      what: (name) =>
        `Aucune sauvegarde vérifiée n’est aussi récente que l’exige la planification ${name}.`,
      advice: 'Faites une sauvegarde maintenant, et lisez le journal de la dernière.',
    },
    SCHEDULE_FAILED: {
      what: (name) => `La dernière sauvegarde de la planification ${name} a échoué.`,
      advice:
        'Son journal, dans l’administration, dit pourquoi. Faites une sauvegarde à la main quand la cause est levée.',
    },
    SCHEDULE_RETRYING: {
      what: (name) => `La dernière sauvegarde de la planification ${name} a échoué.`,
      advice: 'Rien pour l’instant : un nouvel essai a lieu dans quelques minutes.',
    },
    SCHEDULE_OVERDUE: {
      what: (name) => `La planification ${name} ne s’est pas exécutée quand elle aurait dû.`,
      advice:
        'Regardez si une autre tâche est en cours depuis, et si l’horloge du serveur est à l’heure.',
    },
    BACKUP_CORRUPT: {
      what: (name) => `La sauvegarde la plus récente, ${name}, est endommagée.`,
      advice: 'Faites-en une nouvelle, et contrôlez le disque où elle se trouve.',
    },
    SIZE_FELL: {
      what: (name) => `La sauvegarde ${name} est plus de deux fois plus petite que la précédente.`,
      advice: 'Regardez s’il manque quelque chose sur le site.',
    },
    STORAGE_UNREACHABLE: {
      what: () => 'Le dossier de sauvegarde est inutilisable.',
      advice: 'Vérifiez qu’il existe, que son disque est monté et que le serveur peut y écrire.',
    },
    DISK_NEARLY_FULL: {
      what: () => 'Le disque du dossier de sauvegarde est presque plein.',
      advice: 'Supprimez d’anciennes sauvegardes, conservez-en moins, ou libérez de la place.',
    },
    OVER_CAP: {
      what: () =>
        'Les sauvegardes prennent plus de place que permis, et ce qui reste ne peut pas être supprimé automatiquement.',
      advice: 'Désépinglez-en ou supprimez-en, ou permettez davantage dans les réglages.',
    },
    COPY_MISSING: {
      what: (name) =>
        `La sauvegarde la plus récente, ${name}, n’a pas de copie dans le second dossier.`,
      advice: 'Vérifiez que le disque du second dossier est monté et qu’il a de la place.',
    },
    MIRROR_FOUND: {
      what: () =>
        'Le dossier de sauvegarde contient des planifications et des réglages de ce site, d’avant la perte ou le remplacement de sa base de données.',
      advice: 'Reprenez-les dans l’administration, ou refusez-les.',
    },
    NOTICE_FAILED: {
      what: () => 'Un message n’a pas pu être remis.',
      advice: 'Vérifiez l’e-mail et le webhook dans les réglages, où chacun peut être testé.',
    },
  },
  open: 'Ouvrir l’administration',
  footer:
    'Envoyé par le plugin Strapi Backup de ce site. Ses réglages disent qui reçoit ces messages et quand ; pour les sauvegardes d’une planification, c’est celle-ci.',
};
