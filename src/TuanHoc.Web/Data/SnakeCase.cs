using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.Conventions;

namespace TuanHoc.Web.Data;

/// <summary>Names in the model as PostgreSQL writes them: unit_version, parent_id.</summary>
static class SnakeCase
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
            {
                if (entity.FindOwnership() is not null && entity.GetContainerColumnName() is { } column) entity.SetContainerColumnName(Of(column));
                continue;
            }
            if (entity.GetTableName() is { } table) entity.SetTableName(Of(table));
            foreach (var property in entity.GetProperties()) property.SetColumnName(Of(property.Name));
            foreach (var key in entity.GetKeys()) if (key.GetName() is { } name) key.SetName(Of(name));
            foreach (var key in entity.GetForeignKeys()) if (key.GetConstraintName() is { } name) key.SetConstraintName(Of(name));
            foreach (var index in entity.GetIndexes()) if (index.GetDatabaseName() is { } name) index.SetDatabaseName(Of(name));
        }
    }

    public static string Of(string name) => string.Concat(name.Select((letter, at) => StartsWord(name, at) ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    static bool StartsWord(string name, int at) =>
        at > 0 && char.IsUpper(name[at]) && name[at - 1] != '_' && (char.IsLower(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1])));
}

/// <summary>Rows read by SqlQuery into a plain record take their columns by the same names: full_name into FullName.</summary>
#pragma warning disable EF1001 // The provider's own options are only handed through.
sealed class SnakeCaseOfRows(
    ProviderConventionSetBuilderDependencies dependencies, RelationalConventionSetBuilderDependencies relational, IRelationalTypeMappingSource types, INpgsqlSingletonOptions options)
    : NpgsqlConventionSetBuilder(dependencies, relational, types, options), IModelFinalizingConvention
#pragma warning restore EF1001
{
    public override ConventionSet CreateConventionSet()
    {
        var conventions = base.CreateConventionSet();
        conventions.ModelFinalizingConventions.Add(this);
        return conventions;
    }

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var row in modelBuilder.Metadata.GetEntityTypes().Where(type => type.FindPrimaryKey() is null))
            foreach (var property in row.GetProperties()) property.SetColumnName(SnakeCase.Of(property.Name));
    }
}
