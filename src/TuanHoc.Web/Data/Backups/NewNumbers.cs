using Npgsql;

namespace TuanHoc.Web.Data.Backups;

/// <summary>
/// Another server numbers its transactions anew, and what follows a table by them must neither miss a row nor meet one twice. So lines of the audit that wait are sealed at once, and all lines
/// take numbers far above any that comes, lines of one transaction one number; happenings that were told come before the position of their reader, the others at it.
/// </summary>
static class NewNumbers
{
    // 3 is the first number a transaction ever had: before all that run now.
    const string Give = """
        create temp table numbered on commit drop as
        select a.id, (4611686018427387904 + dense_rank() over (order by a.tx))::text::xid8 as tx, exists (select from audit_seal s where s.line_id = a.id) as is_sealed from audit a;
        update audit_block set upto = '3';
        update audit a set tx = case when n.is_sealed then n.tx else '3' end from numbered n where n.id = a.id;
        select seal_audit();
        update audit a set tx = n.tx from numbered n where n.id = a.id and not n.is_sealed;
        update happening h set tx = case when h.tx < p.tx then '3'::xid8 else pg_current_xact_id() end from message_position p where p.follower = 'happening';
        update message_position set tx = pg_current_xact_id();
        """;

    public static Task GiveAsync(NpgsqlConnection connection, CancellationToken cancel) => Restoring.RunAsync(connection, Give, cancel);

    /// <summary>Whether a table may have more rows than the backup: sealing adds them.</summary>
    public static bool Adds(string table) => table is "audit_block" or "audit_seal";
}
