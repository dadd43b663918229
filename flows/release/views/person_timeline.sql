-- What was done to each person, in order: one row per person and event.
-- person_id: Id of the person.
-- name: Fullest form of the name, without titles.
-- date: When it happened, as precise as the texts say (EDTF).
-- date_first: First possible day.
-- date_last: Last possible day.
-- type: Type of the act.
-- country: Country in which it happened.
-- destination: The other country of an expulsion, an extradition or a transfer abroad.
-- place: Place, as said.
-- term_months: Length of the sentence, in months.
-- source: Who says so, as the document calls them; null where its author does.
-- certainty: How the most certain of its documents presents it.
-- event_id: Id of the event.
-- documents: Documents that tell of it.
CREATE OR REPLACE VIEW person_timeline AS
SELECT
    p.person_id, p.name, e."date", e.date_first, e.date_last, e."type", e.country, e.destination, e.place,
    e.term_months, e.source, e.certainty, e.event_id, e.documents
FROM people AS p
JOIN event_people AS x ON x.person_id = p.person_id
JOIN events AS e ON e.event_id = x.event_id
ORDER BY p.name, p.person_id, e.date_first NULLS LAST, e.date_last, e.event_id;
