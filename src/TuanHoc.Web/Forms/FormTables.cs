using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Web.Forms;

/// <summary>A statistics form as a row, so that editions, plans and reports can name it.</summary>
public sealed class FormRecord
{
    public required string Key { get; init; }
    public required string Name { get; init; }
}

/// <summary>A column of a form; <see cref="Position"/> is its subscript in report.figures.</summary>
public sealed class FormColumnRecord
{
    public required string FormKey { get; init; }
    public required int Position { get; init; }
    public required string RowKey { get; init; }
    public required string Measure { get; init; }
    public required string Adding { get; init; }
    public bool Derived { get; init; }
    public string[]? CountedKinds { get; init; }
}

/// <summary>The forms as tables: SQL can then name, add up and check every figure.</summary>
public static class FormTables
{
    /// <summary>The definitions of all forms issued here, the oldest first.</summary>
    internal const string Issued = """select definition::text as "Value" from statistics_form where definition is not null order by issued_at, key""";

    /// <summary>
    /// Writes the forms that come with the program where they are not there yet, and takes in those that were issued here. What stands there is never changed, since reports were made on it:
    /// a changed form is a new form with a new key (verify compares them).
    /// </summary>
    public static async Task LoadAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        foreach (var form in StatisticsForm.Printed.Select(StatisticsForm.Load))
        {
            batch.BatchCommands.Add(new("insert into statistics_form (key, name) values ($1, $2) on conflict (key) do nothing")
            {
                Parameters = { new() { Value = form.Key }, new() { Value = form.Title } },
            });
            foreach (var line in Lines(form)) batch.BatchCommands.Add(line);
        }
        await batch.ExecuteNonQueryAsync(cancel);
        await LearnAsync(source, cancel);
    }

    /// <summary>Makes the forms issued here known to this process.</summary>
    public static async Task LearnAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Issued);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var issued = new List<FormDefinition>();
        while (await reader.ReadAsync(cancel)) issued.Add(FormDefinition.Parse(reader.GetString(0)));
        StatisticsForm.Learn(issued);
    }

    /// <summary>What writes the rows and columns of a form.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Lines(StatisticsForm form) =>
        [.. form.Rows.Select((row, place) => Insert(form, row, place + 1)), .. form.Columns.Select(column => Insert(form, column))];

    /// <summary>How a measure is called in field names and in SQL: sessions, people, amount, collectives, individuals.</summary>
    public static string Word(Measure measure) => measure switch
    {
        Measure.Sessions => "sessions",
        Measure.People => "people",
        Measure.Amount => "amount",
        Measure.Collectives => "collectives",
        _ => "individuals",
    };

    static NpgsqlBatchCommand Insert(StatisticsForm form, FormRow row, int position) => new("""
        insert into statistics_row (form_key, position, key, code, label, unit, section, parent_key, is_text, is_money, district_only) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (form_key, position) do nothing
        """)
    {
        Parameters =
        {
            new() { Value = form.Key },
            new() { Value = position },
            new() { Value = row.Key },
            Text(row.Code),
            new() { Value = row.Label },
            Text(row.Unit),
            new() { Value = row.Group },
            Text(row.ParentKey),
            new() { Value = row.IsText },
            new() { Value = row.IsMoney },
            new() { Value = row.DistrictOnly },
        },
    };

    static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    static NpgsqlBatchCommand Insert(StatisticsForm form, FormColumn column) => new("""
        insert into statistics_column (form_key, position, row_key, measure, adding, derived, counted_kinds) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (form_key, position) do nothing
        """)
    {
        Parameters =
        {
            new() { Value = form.Key },
            new() { Value = column.Index + 1 },
            new() { Value = column.Row.Key },
            new() { Value = Word(column.Measure) },
            new() { Value = column.AddingUp == AddingUp.Count ? "count" : "sum" },
            new() { Value = column.Derived },
            new() { Value = column.Kinds.Count == 0 ? DBNull.Value : column.Kinds.Select(UnitKinds.Word).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        },
    };
}

sealed class FormRecordMap : IEntityTypeConfiguration<FormRecord>
{
    public void Configure(EntityTypeBuilder<FormRecord> form)
    {
        form.ToTable("statistics_form");
        form.HasKey(f => f.Key);
    }
}

sealed class FormColumnRecordMap : IEntityTypeConfiguration<FormColumnRecord>
{
    public void Configure(EntityTypeBuilder<FormColumnRecord> column)
    {
        column.ToTable("statistics_column");
        column.HasKey(c => new { c.FormKey, c.Position });
        column.HasIndex(c => new { c.FormKey, c.RowKey, c.Measure }).IsUnique();
        column.HasOne<FormRecord>().WithMany().HasForeignKey(c => c.FormKey).OnDelete(DeleteBehavior.NoAction);
    }
}
