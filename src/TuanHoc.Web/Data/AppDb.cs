using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using Npgsql;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Data;

/// <summary>The database. Each room maps its own entities (IEntityTypeConfiguration beside the entity); the schema is the SQL in Data/Schema.</summary>
public sealed class AppDb(DbContextOptions<AppDb> options) : IdentityUserContext<Person, long>(options)
{
    // Also of one row: what triggers write of it belongs to a transaction that knows from where it comes (AuditAddress).
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        SnakeCase.Apply(builder.Model);
    }
}

public static class AppDbOptions
{
    /// <summary>The database behind a data source, rows read by our names (<see cref="SnakeCaseOfRows"/>).</summary>
    public static DbContextOptionsBuilder UseDatabase(this DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options.UseNpgsql(source).ReplaceService<IProviderConventionSetBuilder, SnakeCaseOfRows>();
}
