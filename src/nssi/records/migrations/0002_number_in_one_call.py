from django.db import migrations


class Migration(migrations.Migration):
    """The number is taken and entered in the book by one call, so that the row that gets it can be inserted with it."""

    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION enter_in_register(
                index text, day date, direction text, subject_kind text, subject_id text, at timestamptz
            ) RETURNS text LANGUAGE plpgsql AS $$
            DECLARE
                number integer;
                uid text;
            BEGIN
                INSERT INTO records_registercounter AS counter (index, year, last)
                VALUES (enter_in_register.index, extract(year FROM day), 1)
                ON CONFLICT ON CONSTRAINT register_counter_once DO UPDATE SET last = counter.last + 1
                RETURNING last INTO number;
                uid := index || '-' || lpad(number::text, greatest(6, length(number::text)), '0')
                    || '-' || to_char(day, 'DD.MM.YYYY');
                INSERT INTO records_record (registry_uid, direction, subject_kind, subject_id, registered_at)
                VALUES (uid, enter_in_register.direction, enter_in_register.subject_kind,
                        enter_in_register.subject_id, at);
                RETURN uid;
            END $$
            """,
            "DROP FUNCTION enter_in_register",
        )
    ]
