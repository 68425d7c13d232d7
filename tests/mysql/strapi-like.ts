/** A schema with what a restore looks for in a Strapi site, other programs' tables, and own tables. */
export function strapiLike(options: { password: string; articles: number }): string[] {
  const rows = Array.from(
    { length: options.articles },
    (_, index) => `(${String(index + 1)}, 'article ${String(index + 1)}', 1)`,
  );
  return [
    `SET SESSION sql_mode = ''`,
    `CREATE TABLE admin_users (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, email VARCHAR(255), password VARCHAR(255), firstname VARCHAR(255),
      is_active TINYINT(1), blocked TINYINT(1), created_at DATETIME(6), created_by_id INT UNSIGNED, reset_password_token VARCHAR(255),
      CONSTRAINT admin_users_created_by_id_fk FOREIGN KEY (created_by_id) REFERENCES admin_users (id) ON DELETE SET NULL)`,
    `CREATE TABLE admin_roles (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, code VARCHAR(255))`,
    `CREATE TABLE admin_users_roles_lnk (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, user_id INT UNSIGNED, role_id INT UNSIGNED, role_ord DOUBLE UNSIGNED, user_ord DOUBLE UNSIGNED,
      KEY admin_users_roles_lnk_fk (user_id), CONSTRAINT admin_users_roles_lnk_fk FOREIGN KEY (user_id) REFERENCES admin_users (id) ON DELETE CASCADE)`,
    `CREATE TABLE strapi_sessions (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, session_id VARCHAR(255))`,
    `CREATE TABLE strapi_database_schema (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, \`schema\` JSON, time DATETIME, hash VARCHAR(255))`,
    `CREATE TABLE articles (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, title VARCHAR(255), created_by_id INT UNSIGNED, views INT NOT NULL DEFAULT 0,
      CONSTRAINT articles_created_by_id_fk FOREIGN KEY (created_by_id) REFERENCES admin_users (id) ON DELETE SET NULL,
      CONSTRAINT views_positive CHECK (views >= 0))`,
    `CREATE TABLE files (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, url VARCHAR(255), formats JSON, provider VARCHAR(255))`,
    `INSERT INTO admin_users (id, email, password, firstname, is_active, blocked) VALUES (1, 'Admin@example.com', '${options.password}', 'A', 1, 0)`,
    `INSERT INTO admin_roles VALUES (1, 'strapi-super-admin')`,
    `INSERT INTO admin_users_roles_lnk (user_id, role_id, role_ord, user_ord) VALUES (1, 1, 1, 1)`,
    `INSERT INTO strapi_sessions (session_id) VALUES ('signed in')`,
    `INSERT INTO strapi_database_schema (\`schema\`) VALUES ('{"tables": [{"name": "articles"}, {"name": "only_of_strapi"}]}')`,
    `INSERT INTO articles (id, title, created_by_id) VALUES ${rows.join(', ')}`,
    `INSERT INTO files (url, formats, provider) VALUES ('/uploads/a.jpg', '{"small": {"url": "/uploads/small_a.jpg"}}', 'local'), ('https://x/b.jpg', NULL, 's3'), ('/uploads/c.pdf', NULL, NULL)`,
  ];
}

/** A record of the plugin and a program of its own, both with keys into tables that a restore replaces. */
export const BESIDE = [
  `CREATE TABLE backup_vault_records (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, document_id VARCHAR(255), created_by_id INT UNSIGNED,
    CONSTRAINT backup_vault_records_created_by_id_fk FOREIGN KEY (created_by_id) REFERENCES admin_users (id) ON DELETE SET NULL)`,
  `INSERT INTO backup_vault_records (document_id) VALUES ('kept')`,
  `CREATE TABLE shop_orders (id INT PRIMARY KEY, article_id INT UNSIGNED, CONSTRAINT shop_orders_fk FOREIGN KEY (article_id) REFERENCES articles (id))`,
  `INSERT INTO shop_orders VALUES (1, 1)`,
  `CREATE TABLE only_of_strapi (id INT PRIMARY KEY)`,
];
