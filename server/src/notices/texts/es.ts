import type { NoticeTexts } from './notice-texts';

export const es: NoticeTexts = {
  locale: 'es',
  colon: ': ',
  quote: (name) => `«${name}»`,
  subject: {
    completed: (backup, site) => `Copia de seguridad hecha: ${backup} (${site})`,
    failed: (backup, site) => `La copia de seguridad ha fallado: ${backup} (${site})`,
    unhealthy: (site) => `Las copias de seguridad necesitan atención: ${site}`,
    recovered: (site) => `Las copias de seguridad vuelven a servir: ${site}`,
    test: (site) => `Aviso de prueba: ${site}`,
  },
  headline: {
    verified: 'La copia de seguridad se ha hecho, y se ha vuelto a leer para verificarla.',
    completed: 'La copia de seguridad se ha hecho.',
    failed: 'La copia de seguridad ha fallado.',
    unhealthy: 'Las copias de seguridad de este sitio necesitan atención.',
    recovered: 'Las copias de seguridad de este sitio vuelven a estar en orden.',
    improved:
      'Lo peor ha pasado: las copias de seguridad de este sitio vuelven a servir, pero no todo está bien.',
    test: 'Los avisos llegan.',
  },
  title: {
    happened: 'Qué ha pasado',
    advice: 'Qué hacer',
    warnings: 'Advertencias',
    reasons: 'Qué va mal y qué hacer',
    remaining: 'Qué queda y qué hacer',
    before: 'Qué iba mal',
  },
  label: {
    site: 'Sitio',
    backup: 'Copia',
    schedule: 'Programación',
    type: 'Tipo',
    started: 'Inicio',
    duration: 'Duración',
    size: 'Tamaño',
    entries: 'Entradas',
    tables: 'Tablas',
    rows: 'Filas',
    mediaFiles: 'Archivos multimedia',
    verification: 'Verificación',
    errorCode: 'Código de error',
    nextRun: 'Próxima copia programada',
    newestDatabase: 'Última copia verificada de la base de datos',
    newestMedia: 'Última copia verificada de los archivos multimedia',
    since: 'Ha durado',
  },
  type: {
    full: 'Completa: base de datos y archivos multimedia',
    database: 'Base de datos',
    media: 'Archivos multimedia',
  },
  verification: { verified: 'Verificada', unverified: 'Sin verificar', corrupt: 'Dañada' },
  unpacked: (size, unpacked) => `${size} (${unpacked} sin comprimir)`,
  files: (count, size) => `${count} (${size})`,
  none: 'ninguna',
  more: (count) => `y ${count} más, en los detalles de la copia`,
  details: 'Detalles (en inglés)',
  unverified:
    'Nadie ha vuelto a leer esta copia, así que no cuenta como buena. Verifíquela en el panel, o active en los ajustes la verificación de todas las copias.',
  test: 'Esto es una prueba. Las copias de este sitio se comunicarán a esta dirección, según los ajustes.',
  advice: {
    DISK_FULL:
      'Libere espacio en el disco de la carpeta de copias: borre copias antiguas, o conserve menos. Después haga una copia a mano.',
    FOLDER_UNUSABLE:
      'Compruebe que la carpeta de copias existe, que su disco está montado y que el usuario del servidor puede escribir en ella.',
    FOLDER_SERVED:
      'Saque la carpeta de copias de las carpetas cuyos archivos puede descargar cualquiera: elija otra en los ajustes.',
    STORAGE_UNREACHABLE:
      'Compruebe el disco o el recurso compartido de la carpeta de copias: no ha respondido, o no se ha podido leer.',
    DATABASE_UNREACHABLE:
      'Compruebe que la base de datos funciona y que el acceso para las copias sigue siendo válido: servidor, usuario, contraseña, permisos.',
    DATABASE_LOCKED:
      'Otro programa ha bloqueado la base de datos demasiado tiempo. Busque transacciones largas, y elija una hora más tranquila.',
    DATABASE_CORRUPT:
      'Puede que la propia base de datos esté dañada. Compruébela ahora con sus propias herramientas, y no borre ninguna copia hasta saberlo.',
    SNAPSHOT_INCOMPLETE:
      'La copia de la base de datos no estaba completa. Inténtelo de nuevo; si se repite, revise el disco y el registro.',
    DUMP_TOOL_MISSING:
      'Instale en esta máquina el programa de volcado de su servidor de base de datos, o elija el integrado en los ajustes.',
    DUMP_TOOL_FAILED:
      'Lea lo que ha dicho el programa de volcado, arriba y en el registro. El integrado, que se elige en los ajustes, quizá no lo necesite.',
    MEDIA_FOLDER_MISSING:
      'Compruebe que la carpeta de archivos subidos existe, que su disco está montado y que el usuario del servidor puede leerla.',
    ARCHIVE_CORRUPT:
      'Al volver a leerlo, el archivo no era lo que se había escrito. Revise el disco, y haga una copia nueva.',
    COMPRESSION_UNAVAILABLE:
      'Elija otra compresión, en la programación o en los ajustes: esta no se puede escribir en este servidor.',
    INTERRUPTED:
      'El servidor se detuvo mientras se hacía la copia. Haga otra, y busque la causa si no lo reinició usted.',
    LEASE_LOST:
      'El servidor no respondió durante un rato, y otro proceso tomó el relevo. Revise su carga, y haga después otra copia.',
    WORKER_DIED:
      'El proceso que hace las copias terminó de forma inesperada. Revise la memoria del servidor y el registro.',
    other: 'Lea el registro de esta copia en el panel, y haga después otra a mano.',
  },
  health: {
    NO_BACKUP: {
      what: () => 'Todavía no hay ninguna copia de este sitio.',
      advice: 'Haga una ahora, y una programación para las siguientes.',
    },
    TOO_OLD: {
      what: (name) =>
        `No hay ninguna copia verificada tan reciente como debería haberla hecho la programación ${name}.`,
      advice: 'Haga una copia ahora, y lea el registro de la última.',
    },
    SCHEDULE_FAILED: {
      what: (name) => `La última copia de la programación ${name} ha fallado.`,
      advice:
        'Su registro en el panel dice por qué. Haga una copia a mano cuando se haya resuelto.',
    },
    SCHEDULE_RETRYING: {
      what: (name) => `La última copia de la programación ${name} ha fallado.`,
      advice: 'Nada por ahora: se intenta otra vez dentro de unos minutos.',
    },
    SCHEDULE_OVERDUE: {
      what: (name) => `La programación ${name} no se ejecutó cuando debía.`,
      advice:
        'Mire si hay otra tarea en marcha desde entonces, y si el reloj del servidor está en hora.',
    },
    BACKUP_CORRUPT: {
      what: (name) => `La copia más reciente, ${name}, está dañada.`,
      advice: 'Haga una nueva, y revise el disco en el que está.',
    },
    SIZE_FELL: {
      what: (name) => `La copia ${name} no llega a la mitad del tamaño de la anterior.`,
      advice: 'Mire si falta algo en el sitio.',
    },
    STORAGE_UNREACHABLE: {
      what: () => 'La carpeta de copias no se puede usar.',
      advice:
        'Compruebe que existe, que su disco está montado y que el servidor puede escribir en ella.',
    },
    DISK_NEARLY_FULL: {
      what: () => 'El disco de la carpeta de copias está casi lleno.',
      advice: 'Borre copias antiguas, conserve menos, o libere espacio.',
    },
    OVER_CAP: {
      what: () =>
        'Las copias ocupan más de lo permitido, y las que quedan no se pueden borrar automáticamente.',
      advice: 'Suelte o borre algunas, o permita más en los ajustes.',
    },
    COPY_MISSING: {
      what: (name) => `La copia más reciente, ${name}, no está en la segunda carpeta.`,
      advice: 'Compruebe que el disco de la segunda carpeta está montado y tiene espacio.',
    },
    MIRROR_FOUND: {
      what: () =>
        'La carpeta de copias contiene programaciones y ajustes de este sitio de antes de que su base de datos se perdiera o se reemplazara.',
      advice: 'Recupérelos en el panel, o rechácelos.',
    },
    NOTICE_FAILED: {
      what: () => 'No se ha podido entregar un aviso.',
      advice:
        'Compruebe el correo y el webhook en los ajustes, donde se puede probar cada uno de ellos.',
    },
  },
  open: 'Abrir el panel',
  footer:
    'Enviado por el plugin Strapi Backup de este sitio. Quién lo recibe y cuándo está en sus ajustes y, para las copias de una programación, en ella.',
};
