using System.Globalization;
using Npgsql;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Data;
using TuanHoc.Web.Tests.Samples;

namespace TuanHoc.Web.Tests.Audit;

/// <summary>The chain of blocks: no line is missed, none is sealed twice, and whatever is changed afterwards is named. Each test has a database of its own.</summary>
public sealed class AuditSealTests(Postgres postgres)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_that_commits_after_later_ones_is_in_a_later_block()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.CloneAsync());
        await AuditSeals.SealAsync(source, Cancel);
        await using var late = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await late.BeginTransactionAsync(Cancel);
        var first = await WriteAsync(late);
        await using var other = await source.OpenConnectionAsync(Cancel);
        Assert.True(first < await WriteAsync(other));

        await AuditSeals.SealAsync(source, Cancel);
        Assert.Equal(1, (await AuditSeals.StateAsync(source, Cancel)).Waiting);
        await transaction.CommitAsync(Cancel);
        await SealAllAsync(source);

        Assert.Equal("", await FaultsAsync(source));
        Assert.Equal(0, await AuditSeals.SealAsync(source, Cancel));
    }

    [Fact]
    public async Task Eight_writers_and_two_sealers_at_once_miss_nothing_and_seal_nothing_twice()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.CloneAsync());
        using var written = new CancellationTokenSource();
        var along = 0;
        var writers = Enumerable.Range(0, 8).Select(async seed =>
        {
            var random = new Random(seed);
            await using var connection = await source.OpenConnectionAsync(Cancel);
            // On, until something was sealed beside the writing: a slow machine may start its sealers late.
            for (var i = 0; i < 60 || (i < 6000 && Volatile.Read(ref along) == 0); i++)
            {
                await using var transaction = await connection.BeginTransactionAsync(Cancel);
                for (var lines = random.Next(1, 4); lines > 0; lines--) await WriteAsync(connection);
                await Task.Delay(random.Next(0, 6), Cancel);
                if (random.Next(8) == 0) await transaction.RollbackAsync(Cancel);
                else await transaction.CommitAsync(Cancel);
            }
        }).ToList();
        var sealers = Enumerable.Range(0, 2).Select(async _ =>
        {
            while (!written.IsCancellationRequested) Interlocked.Add(ref along, await AuditSeals.SealAsync(source, Cancel));
        }).ToList();
        await Task.WhenAll(writers);
        await written.CancelAsync();
        await Task.WhenAll(sealers);
        var last = await SealAllAsync(source);

        Assert.True(along > 0, "lines were sealed while others were written");
        var state = await AuditSeals.StateAsync(source, Cancel);
        Assert.Equal((await SampleDatabase.AskAsync<long>(source, "select count(*) from audit"), 0L), (along + last, state.Waiting));
        Assert.Equal("", await FaultsAsync(source));
    }

    [Theory]
    [InlineData("update audit set person_id = 99 where id = (select line_id from audit_seal where block = 2)", "block = 2, fault = đã bị sửa")]
    [InlineData("update audit set before = '{\"state\": \"open\"}' where id = (select line_id from audit_seal where block = 1)", "block = 1, fault = đã bị sửa")]
    [InlineData("delete from audit where id = (select line_id from audit_seal where block = 2)", "block = 2, fault = đã mất")]
    [InlineData("insert into audit (what, thing, thing_id, tx) values ('saved', 'report', 'x', '1')", "fault = chèn vào sau khi niêm phong")]
    [InlineData("update audit_block set number = -number; update audit_seal set block = 5 - block where block in (2, 3); update audit_block set number = case number when -2 then 3 when -3 then 2 else -number end", "block = 2, fault = không nối khối trước")]
    [InlineData("delete from audit_block where number = 2", "block = 3, fault = không nối khối trước")]
    [InlineData("delete from audit_seal where block = 2", "block = 2, fault = thiếu hoặc thừa dòng")]
    [InlineData("update audit_seal s set hash = audit_hash(a) from audit a where a.id = s.line_id and s.block = 2; update audit set what = 'x' where id = (select line_id from audit_seal where block = 2); update audit_seal s set hash = audit_hash(a) from audit a where a.id = s.line_id and s.block = 2", "block = 2, fault = đã bị sửa hoặc đổi chỗ")]
    public async Task Whatever_is_changed_afterwards_is_found_and_named(string change, string named)
    {
        await using var source = NpgsqlDataSource.Create(await postgres.CloneAsync());
        for (var block = 0; block < 4; block++)
        {
            await using (var connection = await source.OpenConnectionAsync(Cancel)) await WriteAsync(connection);
            Assert.Equal(1, await SealAllAsync(source));
        }
        Assert.Equal("", await FaultsAsync(source));
        await using (var command = source.CreateCommand("set session_replication_role = replica; alter table audit_block drop constraint audit_block_number_check, drop constraint audit_block_check; " + change)) await command.ExecuteNonQueryAsync(Cancel);
        Assert.Contains(named, await FaultsAsync(source), StringComparison.Ordinal);
    }

    // The server's other databases have transactions too, and a block waits for all that began before it.
    static async Task<int> SealAllAsync(NpgsqlDataSource source)
    {
        for (var lines = 0; ; await Task.Delay(20, Cancel))
        {
            lines += await AuditSeals.SealAsync(source, Cancel);
            if ((await AuditSeals.StateAsync(source, Cancel)).Waiting == 0) return lines;
        }
    }

    static async Task<long> WriteAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("insert into audit (what, thing, thing_id) values ('tried', 'test', '1') returning id", connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancel), CultureInfo.InvariantCulture);
    }

    static async Task<string> FaultsAsync(NpgsqlDataSource source)
    {
        var output = new StringWriter();
        var code = await Verify.RunAsync([.. Invariants.All.Where(i => i.Name.Contains("niêm phong", StringComparison.Ordinal))], SampleDatabase.Services(source), output, Cancel);
        var faults = string.Join('\n', output.ToString().Split('\n').Where(line => line.Contains("fault", StringComparison.Ordinal)));
        Assert.Equal(faults.Length > 0 ? 1 : 0, code);
        return faults;
    }
}
