-- The events that may have happened on one day and the counts that hold on it: FROM on_day(DATE '2025-12-13').
CREATE OR REPLACE MACRO on_day(on_date) AS TABLE
SELECT 'events' AS "table", event_id AS row_id, "type" AS what, "date" AS "when", country, group_description, source
FROM events
WHERE on_date BETWEEN date_first AND date_last
UNION ALL
SELECT 'counts', count_id, concat_ws(' ', measure, qualifier, "value", high), as_of, country, group_description, source
FROM counts
WHERE on_date BETWEEN as_of_first AND as_of_last
ORDER BY "table", country NULLS LAST, what, row_id;
