/** Definitions that would do something else, or something more, when they are executed. */
export const TABLES_WITH_MORE: readonly (readonly [name: string, sql: string])[] = [
  ['of a query in its brackets', 'CREATE TABLE `x` (SELECT * FROM `mysql`.`user`)'],
  ['like another one in its brackets', 'CREATE TABLE `x` (LIKE `mysql`.`user`)'],
  ['of a table in its brackets', 'CREATE TABLE `x` (TABLE `mysql`.`user`)'],
  [
    'whose version comment ends its brackets',
    "CREATE TABLE `x` (\n  `id` text /*!50000 ) SELECT LOAD_FILE('/etc/passwd') AS `id` WHERE (1=1 */\n)",
  ],
  [
    'whose comment for MariaDB ends its brackets',
    'CREATE TABLE `x` (\n  `id` text /*M!100100 ) SELECT 1 AS `id` WHERE (1=1 */\n)',
  ],
  [
    'with a comment before a folder',
    "CREATE TABLE `x` (\n  `id` int\n) /* x */ ENGINE=InnoDB DATA DIRECTORY='/tmp/'",
  ],
  ['with a comment before a query', 'CREATE TABLE `x` (\n  `id` int\n) /**/ SELECT 1 AS id'],
  [
    'of a table behind its options',
    'CREATE TABLE `x` (\n  `id` int\n) ENGINE=InnoDB TABLE `mysql`.`user`',
  ],
  [
    'on an engine without =',
    "CREATE TABLE `x` (\n  `id` int\n) ENGINE CONNECT TABLE_TYPE=DOS FILE_NAME='/etc/passwd'",
  ],
  [
    'on two engines',
    "CREATE TABLE `x` (\n  `id` int\n) ENGINE=InnoDB ENGINE=CONNECT FILE_NAME='/etc/passwd'",
  ],
  ['on an engine in quotes', "CREATE TABLE `x` (\n  `id` int\n) ENGINE='CONNECT'"],
  [
    'with an engine for a partition',
    'CREATE TABLE `x` (\n  `id` int\n) ENGINE=InnoDB\nPARTITION BY HASH (`id`)\n(PARTITION p0 ENGINE = FEDERATED)',
  ],
  [
    'with a folder for a partition',
    "CREATE TABLE `x` (\n  `id` int\n) ENGINE=InnoDB\nPARTITION BY HASH (`id`)\n(PARTITION p0 DATA DIRECTORY = '/tmp')",
  ],
  ['with a command of the client', 'CREATE TABLE `x` (\n  `id` int \\! touch CANARY\n)'],
  ['with a comment to the end of a line', 'CREATE TABLE `x` (\n  `id` int -- x\n)'],
  ['with a dash that is no comment everywhere', 'CREATE TABLE `x` (\n  `id` int --\u00a0x\n)'],
  ['that reads a file', "CREATE TABLE `x` (\n  `id` text DEFAULT (load_file('/etc/passwd'))\n)"],
  ['with a type nobody knows', 'CREATE TABLE `x` (\n  `id` evil\n)'],
  [
    'with a key into nothing',
    'CREATE TABLE `x` (\n  `id` int,\n  FOREIGN KEY (`id`) REFERENCES `y` (`id`)\n)',
  ],
  ['with too long a name', `CREATE TABLE \`${'n'.repeat(65)}\` (\n  \`id\` int\n)`],
];
