using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Data;

/// <summary>The database. Each room maps its own entities (IEntityTypeConfiguration beside the entity); the schema is the SQL in Data/Schema.</summary>
public sealed class AppDb(DbContextOptions<AppDb> options) : IdentityUserContext<Person, long>(options)
{
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        SnakeCase.Apply(builder.Model);
    }
}
