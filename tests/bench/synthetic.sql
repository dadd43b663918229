-- A synthetic release as views of DuckDB, a table each: `rows` events and as many counts, three events a person, five
-- a document, a passage for each; eleven years; of a hundred dates 87 are days, ten are months, three are years.
-- Every value is a hash of its row's number, so that the rows are in no order and the same each time. A `revision`
-- lacks the first hundredth of rows, has as many new ones, and says of another hundredth who else says so.
CREATE MACRO number(name, i, below) AS (hash(name, i) % below)::BIGINT;
CREATE MACRO letters(hashed) AS lower(to_base((hashed >> 24)::BIGINT, 32, 8)); -- 40 bits of it
CREATE MACRO id(prefix, i) AS prefix || '_' || letters(hash(prefix, i)) || letters(hash(i, prefix));
CREATE MACRO pick(name, i, words) AS words[1 + if(number(name, i, 2) = 0, 0, number(name || ' word', i, len(words)))];
CREATE MACRO country(i) AS pick('country', i, ['BY', 'RU', 'IR', 'CN']);
CREATE MACRO source(name, i) AS
    if(number(name, i, 100) < getvariable('revision'), 'a witness',
        pick(name, i, [NULL, 'the union', 'the ministry', 'a lawyer', 'the court']));
CREATE MACRO person(i) AS id('per', number('person', i, greatest(1, getvariable('rows') // 3)));
CREATE MACRO document(i) AS id('doc', number('document', i, greatest(1, getvariable('rows') // 5)));

CREATE VIEW numbers AS
    SELECT i + getvariable('revision') * getvariable('rows') // 100 AS i FROM range(getvariable('rows')) AS r(i);

CREATE MACRO dates(name) AS TABLE
    WITH days AS (
        SELECT i, DATE '2015-01-01' + number(name, i, 11 * 365)::INTEGER AS day, number(name || ' kind', i, 100) AS kind
        FROM numbers
    )
    SELECT i, day AS first, day AS last, day::VARCHAR AS edtf, 'day' AS precision FROM days WHERE kind < 87
    UNION ALL
    SELECT i, date_trunc('month', day)::DATE, last_day(day), strftime(day, '%Y-%m'), 'month'
    FROM days WHERE kind BETWEEN 87 AND 96
    UNION ALL
    SELECT i, date_trunc('year', day)::DATE, make_date(year(day), 12, 31), strftime(day, '%Y'), 'year'
    FROM days WHERE kind > 96;

CREATE VIEW events AS
    SELECT
        id('evt', i) AS event_id, pick('type', i, ['arrest', 'trial', 'conviction', 'release']) AS "type",
        edtf AS "date", first AS date_first, last AS date_last, precision AS date_precision, country(i) AS country,
        source('event', i) AS source, pick('certainty', i, ['asserted', 'reported']) AS certainty,
        [document(i)] AS documents
    FROM dates('event');

CREATE VIEW event_people AS SELECT id('evt', i) AS event_id, person(i) AS person_id FROM numbers;

CREATE VIEW people AS
    SELECT
        id('per', i) AS person_id, pick('name', i, ['Ana', 'Ivan', 'Orla']) || ' ' || letters(hash('name', i)) AS name,
        pick('status', i, ['imprisoned', 'released']) AS status, [document(i)] AS documents
    FROM range(greatest(1, getvariable('rows') // 3)) AS r(i);

CREATE VIEW counts AS
    SELECT
        id('cnt', i) AS count_id, pick('measure', i, ['held', 'arrest', 'release']) AS measure,
        number('value', i, 3000) AS "value", pick('qualifier', i, ['exact', 'about']) AS qualifier,
        number('value', i, 3000) AS lower, number('value', i, 3000) AS upper, edtf AS as_of, first AS as_of_first,
        last AS as_of_last, country(i) AS country, source('count', i) AS source,
        number('value', i, 3000)::VARCHAR AS surface, document(i) AS document_id
    FROM dates('count');

CREATE VIEW evidence AS
    SELECT
        id('evd', prefix || i) AS evidence_id, "table", id(prefix, i) AS row_id, document(i) AS document_id,
        number('start', i, 4000) AS "start", number('start', i, 4000) + 20 AS "end", id('the', i) AS quote,
        'row' AS field, 'rule' AS method, 'asserted' AS certainty
    FROM numbers CROSS JOIN (VALUES ('events', 'evt'), ('counts', 'cnt')) AS shown("table", prefix);
