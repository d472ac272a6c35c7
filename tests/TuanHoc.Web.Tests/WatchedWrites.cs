using Npgsql;

namespace TuanHoc.Web.Tests;

/// <summary>
/// Whatever any test does over HTTP, every transaction in answer to a request that wrote a row wrote a line of the audit too. Triggers that only the
/// tests' databases have note each statement that wrote a row while the transaction knew from where it was asked; <see cref="Postgres"/> looks through
/// the notes of the whole run, and the access matrix through those of its own.
/// </summary>
public static class WatchedWrites
{
    /// <summary>What a request may write alone: the table, words of the statement where not every one may, and why.</summary>
    static readonly (string Table, string Statement, string Why)[] WithoutLine =
    [
        ("api_token", "set used_at", "a mark of presence"),
        ("authenticator", "set last_step", "the code just typed, so that it is not taken a second time; what it opens has its line"),
        ("message", "set read_at", "a mark of reading"),
        ("person", "set second_factor_asked_at", "since when the page asks for a second factor"),
        ("person", "and password_hash =", "the same password, hashed at today's cost"),
        ("plan", "set draft =", "what is typed on in a stretch of minutes: the stretch has one line, and the versions tell who wrote what"),
        ("plan_editor", "insert into plan_editor", "a mark of presence"),
        ("plan_version", "", "the versions of a draft, each with who wrote it and when"),
        ("report", "insert into report_sitting", "a report that keeps itself: its sitting becomes one line when it is over"),
        ("report_sitting", "", "the sitting in which a report keeps itself: it becomes one line when it is over"),
        ("session", "set seen_at", "a mark of presence"),
        ("sign_in_attempt", "", "counts wrong passwords under a hash, for days"),
        ("unit_import", "update unit_import set state = $2, said", "how far a job is, which has the address of who asked for it; what it writes has its lines"),
        ("unit_import_finding", "copy unit_import_finding", "what that job found in a received file"),
    ];

    /// <summary>Has every table watched. The notes stand in a schema of their own, which no backup and no check of the schema reads.</summary>
    public static async Task WatchAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("""
            create schema watch;
            create table watch.write (tx xid8, written text, act text, statement text);
            create function watch.note() returns trigger
                language plpgsql
                as $$
                begin
                    if coalesce(current_setting('tuanhoc.address', true), '') <> '' and exists (select from written) then
                        insert into watch.write values (pg_current_xact_id(), tg_table_name, tg_op, regexp_replace(current_query(), '\s+', ' ', 'g'));
                    end if;
                    return null;
                end
                $$;
            do $$
            declare
                watched regclass;
                event text;
            begin
                for watched in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('audit', 'audit_block', 'audit_seal') loop
                    foreach event in array '{insert,update,delete}'::text[] loop
                        execute format('create trigger watch_%s after %1$s on %s referencing %s table as written for each statement execute function watch.note()', event, watched, case event when 'delete' then 'old' else 'new' end);
                    end loop;
                end loop;
            end
            $$;
            """);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What is said of statements without a line.</summary>
    public static string Said(IReadOnlyCollection<string> missing) => "written in answer to a request, without a line of the audit in the same transaction:\n" + string.Join("\n", missing);

    /// <summary>How many transactions of requests wrote rows that need a line, and which of their statements have none: table, act, statement.</summary>
    public static async Task<(long Watched, IReadOnlyCollection<string> Missing)> LookAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("""
            with needing as (
                select w.*, exists (select from audit a where a.tx = w.tx) as has_line
                  from watch.write w
                 where not exists (select from unnest($1::text[], $2::text[]) as o (written, statement) where o.written = w.written and position(o.statement in w.statement) > 0))
            select count(distinct tx), coalesce(array_agg(distinct format('%s %s: %s', lower(act), written, left(statement, 300))) filter (where not has_line), '{}') from needing
            """);
        command.Parameters.Add(new() { Value = WithoutLine.Select(one => one.Table).ToArray() });
        command.Parameters.Add(new() { Value = WithoutLine.Select(one => one.Statement).ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetFieldValue<string[]>(1));
    }
}
