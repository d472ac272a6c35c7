using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Platform;

public sealed class MigratorTests(Postgres postgres)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_processes_migrate_at_once_and_each_file_is_applied_once()
    {
        await using var db = NpgsqlDataSource.Create(await postgres.EmptyAsync());
        var applied = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrator.MigrateAsync(db)))).SelectMany(names => names).ToList();
        Assert.Contains("0001_base.sql", applied);
        Assert.Equal(applied.Distinct(StringComparer.Ordinal), applied);
        Assert.Empty(await Migrator.MigrateAsync(db));
    }

    [Fact]
    public async Task A_file_changed_after_it_was_applied_is_refused_by_name()
    {
        await using var db = NpgsqlDataSource.Create(await postgres.CloneAsync());
        await using (var change = db.CreateCommand("update schema_change set checksum = 'another' where name = '0001_base.sql'")) await change.ExecuteNonQueryAsync(Cancel);
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Migrator.MigrateAsync(db));
        Assert.Contains("0001_base.sql", refusal.Message, StringComparison.Ordinal);
    }
}
