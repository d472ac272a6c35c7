namespace TuanHoc.Web.Data.Backups;

/// <summary>What a backup holds: the last entry of its file, so that it tells what was written and not what was meant to be.</summary>
/// <param name="At">The moment of the snapshot.</param>
/// <param name="Schema">The schema files the data were kept by, with their checksums.</param>
/// <param name="Tables">The tables, each after those it refers to.</param>
/// <param name="Counters">How far each sequence had counted.</param>
/// <param name="Sums">The sums that must come out the same again (<see cref="BackupTables.SumsAsync"/>).</param>
public sealed record BackupManifest(DateTimeOffset At, IReadOnlyDictionary<string, string> Schema, IReadOnlyList<BackupTable> Tables, IReadOnlyDictionary<string, long> Counters, IReadOnlyList<string> Sums)
{
    public const string Name = "manifest.json";

    public long Rows => Tables.Sum(table => table.Rows);
}

/// <summary>A table with its columns in the order of its entry, and how many rows it had.</summary>
public sealed record BackupTable(string Name, IReadOnlyList<string> Columns, long Rows)
{
    /// <summary>Its entry in the file: what COPY … (format binary) gives and takes.</summary>
    public string Entry => $"tables/{Name}.copy";

    /// <summary>The table and its columns as COPY names them.</summary>
    public string Copied => $"{Quoted(Name)} ({string.Join(", ", Columns.Select(Quoted))})";

    public static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
