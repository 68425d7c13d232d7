const RELATIONAL = new Set(['relation', 'media', 'component', 'dynamiczone']);
const MEDIA_LINKS = 'files_related_mph';
const MEDIA_COLUMNS = ['file_id', 'related_id', 'related_type', 'field', 'order'];
const COMPONENT_COLUMNS = ['entity_id', 'cmp_id', 'component_type', 'field', 'order'];

/**
 * Writes entries as the rows that Strapi itself would write: the entry, its components with their `_cmps` rows, its
 * relations with both order columns, its media links. Hundreds of times faster than the document service, which
 * reads, validates and emits events for each entry.
 *
 * @param {import('@strapi/types').Core.Strapi} strapi
 * @param {ReturnType<import('./row-writer.mjs').createRowWriter>} rows
 */
export async function createEntryWriter(strapi, rows) {
  const plans = new Map();
  const positions = new Map();
  const models = [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)];
  for (const uid of models) plans.set(uid, await createPlan(strapi, uid));
  // Entries before anything that points at them: foreign keys are checked row by row.
  for (const plan of plans.values()) rows.open(plan.table, plan.columns);
  for (const plan of plans.values()) openLinks(rows, plan);

  /** Strapi numbers the inverse side of a relation per target. */
  const nextPosition = (table, target) => {
    let counters = positions.get(table);
    if (!counters) positions.set(table, (counters = new Map()));
    const position = (counters.get(target) ?? 0) + 1;
    counters.set(target, position);
    return position;
  };

  const write = (uid, data, system) => {
    const plan = plans.get(uid);
    if (!plan) throw new Error(`There is no model ${uid}.`);
    const id = plan.nextId++;
    const values = plan.scalars.map(({ name, convert }) => convert(data[name]));
    rows.add(plan.table, [id, ...plan.system.map((name) => system[name] ?? null), ...values]);
    for (const name of Object.keys(data)) {
      if (!plan.known.has(name)) throw new Error(`${uid} has no attribute ${name}.`);
    }
    for (const link of plan.links) {
      const value = data[link.name];
      if (value !== undefined && value !== null) linkers[link.type](uid, id, link, value);
    }
    return id;
  };

  const linkers = {
    relation(_uid, id, link, value) {
      [value].flat().forEach((target, index) => {
        const row = [id, target];
        if (link.ordered) row.push(index + 1);
        if (link.inverseOrdered) row.push(nextPosition(link.table, target));
        rows.add(link.table, row);
      });
    },
    media(uid, id, link, value) {
      [value].flat().forEach((file, index) => {
        rows.add(MEDIA_LINKS, [file, id, uid, link.name, index + 1]);
      });
    },
    component(_uid, id, link, value) {
      [value].flat().forEach((component, index) => {
        const order = link.repeatable ? index + 1 : null;
        const componentId = write(link.component, component, {});
        rows.add(link.table, [id, componentId, link.component, link.name, order]);
      });
    },
    dynamiczone(_uid, id, link, value) {
      value.forEach(({ __component: component, ...data }, index) => {
        const componentId = write(component, data, {});
        rows.add(link.table, [id, componentId, component, link.name, index + 1]);
      });
    },
  };

  return {
    /**
     * @param {string} uid content type
     * @param {Record<string, unknown>} data by attribute; relations and media as row ids, components as objects
     * @param {{documentId: string, locale?: string, createdAt: Date, updatedAt: Date, publishedAt: Date | null, createdBy?: number, updatedBy?: number}} system
     * @returns {number} id of the row
     */
    writeEntry: write,

    /** Explicit ids leave PostgreSQL's sequences behind; the next entry made in the panel would collide. */
    async alignSequences() {
      if (strapi.db.dialect.client !== 'postgres') return;
      for (const { table } of plans.values()) {
        await strapi.db.connection.raw(
          `SELECT setval(pg_get_serial_sequence(?, 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM ??), false)`,
          [`"${strapi.db.getSchemaName() ?? 'public'}"."${table}"`, table],
        );
      }
    },
  };
}

const SYSTEM_COLUMNS = {
  documentId: 'document_id',
  locale: 'locale',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  publishedAt: 'published_at',
  createdBy: 'created_by_id',
  updatedBy: 'updated_by_id',
};

async function createPlan(strapi, uid) {
  const model = strapi.getModel(uid);
  const { tableName, attributes } = strapi.db.metadata.get(uid);
  const isEntry = model.modelType === 'contentType';
  const system = isEntry ? Object.keys(SYSTEM_COLUMNS).filter((name) => name in attributes) : [];
  const own = Object.entries(model.attributes).filter(([name]) => !(name in SYSTEM_COLUMNS));
  const scalars = own
    .filter(([name, { type }]) => !RELATIONAL.has(type) && name in attributes && name !== 'id')
    .map(([name, attribute]) => ({
      name,
      column: attributes[name].columnName,
      convert: converter(attribute),
    }));
  const [{ last }] = await strapi.db.connection(tableName).max({ last: 'id' });

  return {
    table: tableName,
    nextId: Number(last ?? 0) + 1,
    system,
    scalars,
    columns: [
      'id',
      ...system.map((name) => SYSTEM_COLUMNS[name]),
      ...scalars.map(({ column }) => column),
    ],
    links: own.flatMap(([name, attribute]) => createLink(name, attribute, attributes[name])),
    known: new Set(own.map(([name]) => name)),
  };
}

/** An attribute that is stored in a table of its own, or nothing if the other side stores it. */
function createLink(name, attribute, { joinTable } = {}) {
  switch (attribute.type) {
    case 'media':
      return [{ type: 'media', name }];
    case 'component':
      return [
        {
          type: 'component',
          name,
          table: joinTable.name,
          component: attribute.component,
          repeatable: attribute.repeatable === true,
        },
      ];
    case 'dynamiczone':
      return [{ type: 'dynamiczone', name, table: joinTable.name }];
    case 'relation':
      if (!joinTable?.inverseJoinColumn || attribute.mappedBy) return [];
      return [
        {
          type: 'relation',
          name,
          table: joinTable.name,
          ordered: Boolean(joinTable.orderColumnName),
          inverseOrdered: Boolean(joinTable.inverseOrderColumnName),
          columns: [
            joinTable.joinColumn.name,
            joinTable.inverseJoinColumn.name,
            joinTable.orderColumnName,
            joinTable.inverseOrderColumnName,
          ].filter(Boolean),
        },
      ];
    default:
      return [];
  }
}

function openLinks(rows, plan) {
  for (const link of plan.links) {
    if (link.type === 'media') rows.open(MEDIA_LINKS, MEDIA_COLUMNS);
    else rows.open(link.table, link.columns ?? COMPONENT_COLUMNS);
  }
}

/** Strapi's own form of a value in the database; the drivers turn dates and booleans into theirs. */
function converter({ type, default: fallback }) {
  const orFallback = (value) => value ?? fallback ?? null;
  return type === 'json' || type === 'blocks'
    ? (value) => (value === undefined || value === null ? null : JSON.stringify(value))
    : orFallback;
}
