using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Tests;

public sealed class SchemaTests(Postgres postgres)
{
    const string Catalog = """
        select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' else 'null' end, case a.attidentity when '' then '' else 'identity' end)
          from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
        union all
        select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'f')
        union all
        select format('unique %s %s', indrelid::regclass, substring(pg_get_indexdef(indexrelid) from 'USING.*')) from pg_index join pg_class c on c.oid = indrelid where c.relnamespace = 'public'::regnamespace and indisunique and not indisprimary and indexrelid not in (select conindid from pg_constraint where contype = 'x')
        """;

    [Fact]
    public async Task The_model_and_the_migrated_schema_agree()
    {
        var token = TestContext.Current.CancellationToken;
        await using var scratch = NpgsqlDataSource.Create(await postgres.EmptyAsync());
        var connection = await postgres.CloneAsync();
        await using var app = new App(connection);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>(); // through the application's services: Identity reads its options from them
        await using (var create = scratch.CreateCommand(db.Database.GenerateCreateScript())) await create.ExecuteNonQueryAsync(token);
        await using var migrated = NpgsqlDataSource.Create(connection);

        var model = await ReadAsync(scratch);
        var columns = model.Where(l => l.StartsWith("column", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]).ToHashSet(StringComparer.Ordinal);
        var tables = columns.Select(c => c.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var schema = await ReadAsync(migrated);

        Assert.True(model.Count > 40, "the model was read");
        // The schema may hold more than the model reads (tables and columns of plain SQL, stronger constraints); never less or other.
        var wrong = model.Where(l => !l.StartsWith("constraint", StringComparison.Ordinal) || !l.Contains("FOREIGN KEY", StringComparison.Ordinal))
            .Where(l => tables.Contains(l.Split(' ')[1].Split('.')[0])).Except(schema).Order(StringComparer.Ordinal).ToList();
        Assert.True(wrong.Count == 0, "only in the model:\n" + string.Join("\n", wrong));
    }

    [Fact]
    public async Task Eight_processes_migrate_at_once()
    {
        await using var db = NpgsqlDataSource.Create(await postgres.EmptyAsync());
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrator.MigrateAsync(db)));
        await using var count = db.CreateCommand("select count(*) from schema_change");
        Assert.Equal(applied.Sum(a => a.Count), (int)(long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        Assert.Single(applied, a => a.Count > 0);
    }

    static async Task<HashSet<string>> ReadAsync(NpgsqlDataSource db)
    {
        await using var command = db.CreateCommand(Catalog);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return lines;
    }
}
