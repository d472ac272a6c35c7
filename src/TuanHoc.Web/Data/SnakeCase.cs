using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

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

    static string Of(string name) => string.Concat(name.Select((letter, at) => StartsWord(name, at) ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    static bool StartsWord(string name, int at) =>
        at > 0 && char.IsUpper(name[at]) && name[at - 1] != '_' && (char.IsLower(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1])));
}
