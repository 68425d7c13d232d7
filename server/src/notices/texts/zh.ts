import type { NoticeTexts } from './notice-texts';

/** Simplified characters. */
export const zh: NoticeTexts = {
  locale: 'zh-Hans',
  colon: '：',
  quote: (name) => `“${name}”`,
  subject: {
    completed: (backup, site) => `备份已完成：${backup}（${site}）`,
    failed: (backup, site) => `备份失败：${backup}（${site}）`,
    unhealthy: (site) => `备份需要关注：${site}`,
    recovered: (site) => `备份已恢复可用：${site}`,
    test: (site) => `测试通知：${site}`,
  },
  headline: {
    verified: '备份已完成，并已回读验证。',
    completed: '备份已完成。',
    failed: '备份失败。',
    unhealthy: '此站点的备份需要关注。',
    recovered: '此站点的备份已恢复正常。',
    improved: '最严重的问题已经解决：此站点的备份又可以使用了，但还有问题需要处理。',
    test: '通知可以送达。',
  },
  title: {
    happened: '发生了什么',
    advice: '该怎么做',
    warnings: '警告',
    reasons: '问题和处理办法',
    remaining: '剩余的问题和处理办法',
    before: '之前的问题',
  },
  label: {
    site: '站点',
    backup: '备份',
    schedule: '计划任务',
    type: '类型',
    started: '开始时间',
    duration: '用时',
    size: '大小',
    entries: '内容条目',
    tables: '数据表',
    rows: '数据行',
    mediaFiles: '媒体文件',
    verification: '验证',
    errorCode: '错误代码',
    nextRun: '下一次计划备份',
    newestDatabase: '最新的已验证数据库备份',
    newestMedia: '最新的已验证媒体备份',
    since: '持续时间',
  },
  type: { full: '完整：数据库和媒体', database: '数据库', media: '媒体' },
  verification: { verified: '已验证', unverified: '未验证', corrupt: '已损坏' },
  unpacked: (size, unpacked) => `${size}（解压后 ${unpacked}）`,
  files: (count, size) => `${count}（${size}）`,
  none: '无',
  more: (count) => `另有 ${count} 条，见备份的详细信息`,
  details: '详细信息（英文）',
  unverified:
    '此备份尚未回读，因此不算作可靠的备份。请在管理面板中验证它，或在设置中启用每次备份后的验证。',
  test: '这是一条测试通知。此站点的备份情况将按照设置发送到此地址。',
  advice: {
    DISK_FULL:
      '请在备份文件夹所在的磁盘上腾出空间：删除旧备份，或减少保留的数量。然后手动创建一个备份。',
    FOLDER_UNUSABLE: '请检查备份文件夹是否存在、其磁盘是否已挂载，以及服务器的用户是否可以写入。',
    FOLDER_SERVED: '请把备份文件夹移出任何人都能下载的文件夹：在设置中选择另一个文件夹。',
    STORAGE_UNREACHABLE: '请检查备份文件夹所在的磁盘或共享：它没有响应，或读取失败。',
    DATABASE_UNREACHABLE:
      '请检查数据库是否在运行，以及用于备份的登录信息是否仍然有效：主机、用户、密码、权限。',
    DATABASE_LOCKED: '另一个程序锁定数据库的时间过长。请查找长事务，并为计划任务选择更空闲的时间。',
    DATABASE_CORRUPT:
      '数据库本身可能已损坏。请立即用数据库自带的工具检查，在弄清楚之前不要删除任何备份。',
    SNAPSHOT_INCOMPLETE: '数据库的副本不完整。请重试；如果再次发生，请检查磁盘和日志。',
    DUMP_TOOL_MISSING: '请在此机器上安装数据库服务器的转储程序，或在设置中选择内置的转储方式。',
    DUMP_TOOL_FAILED:
      '请查看上文和日志中转储程序给出的信息。在设置中选择内置的转储方式，也许就不再需要它。',
    MEDIA_FOLDER_MISSING:
      '请检查上传文件夹是否存在、其磁盘是否已挂载，以及服务器的用户是否可以读取。',
    ARCHIVE_CORRUPT: '回读时，归档文件与写入的内容不一致。请检查磁盘，并创建一个新的备份。',
    COMPRESSION_UNAVAILABLE: '请在计划任务或设置中选择另一种压缩方式：此服务器无法写入当前的方式。',
    INTERRUPTED: '创建备份时服务器停止了。请创建一个新的备份；如果不是您重启了服务器，请查找原因。',
    LEASE_LOST:
      '服务器有一段时间没有响应，另一个进程已接管。请检查服务器的负载，然后创建新的备份。',
    WORKER_DIED: '创建备份的进程意外结束。请检查服务器的内存和日志。',
    other: '请在管理面板中查看此备份的日志，然后手动创建一个新的备份。',
  },
  health: {
    NO_BACKUP: {
      what: () => '此站点还没有备份。',
      advice: '请现在创建一个，并为以后的备份建立计划任务。',
    },
    TOO_OLD: {
      what: (name) => `按照计划任务${name}，本应有更新的已验证备份。`,
      advice: '请现在创建一个备份，并查看上一次备份的日志。',
    },
    SCHEDULE_FAILED: {
      what: (name) => `计划任务${name}的上一次备份失败了。`,
      advice: '管理面板中的日志说明了原因。原因消除后，请手动创建一个备份。',
    },
    SCHEDULE_RETRYING: {
      what: (name) => `计划任务${name}的上一次备份失败了。`,
      advice: '暂时无需处理：几分钟后会再试一次。',
    },
    SCHEDULE_OVERDUE: {
      what: (name) => `计划任务${name}没有按时运行。`,
      advice: '请查看此后是否一直有其他任务在运行，以及服务器的时间是否正确。',
    },
    BACKUP_CORRUPT: {
      what: (name) => `最新的备份${name}已损坏。`,
      advice: '请创建一个新的备份，并检查它所在的磁盘。',
    },
    SIZE_FELL: {
      what: (name) => `备份${name}的大小不到前一个备份的一半。`,
      advice: '请查看站点上是否缺少内容。',
    },
    STORAGE_UNREACHABLE: {
      what: () => '备份文件夹无法使用。',
      advice: '请检查它是否存在、其磁盘是否已挂载，以及服务器是否可以写入。',
    },
    DISK_NEARLY_FULL: {
      what: () => '备份文件夹所在的磁盘快满了。',
      advice: '请删除旧备份、减少保留的数量，或腾出空间。',
    },
    OVER_CAP: {
      what: () => '备份占用的空间超过了允许的上限，而剩下的备份不能自动删除。',
      advice: '请取消固定或删除一些备份，或在设置中提高上限。',
    },
    COPY_MISSING: {
      what: (name) => `最新的备份${name}在第二个文件夹中没有副本。`,
      advice: '请查看第二个文件夹所在的磁盘是否已挂载并有足够的空间。',
    },
    MIRROR_FOUND: {
      what: () => '备份文件夹中有此站点在数据库丢失或被替换之前的计划任务和设置。',
      advice: '请在管理面板中恢复它们，或拒绝它们。',
    },
    NOTICE_FAILED: {
      what: () => '有一条通知未能送达。',
      advice: '请检查设置中的电子邮件和 webhook，两者都可以在那里测试。',
    },
  },
  open: '打开管理面板',
  footer:
    '由此站点的 Strapi Backup 插件发送。谁在何时收到通知，取决于插件的设置；计划任务的备份则取决于该计划任务。',
};
