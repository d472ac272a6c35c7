using System.Buffers.Binary;
using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>The tables of a TrueType file, read by their offsets; the files are our own, packed at build.</summary>
internal sealed class FontTables
{
    private readonly byte[] file;
    private readonly Dictionary<string, (int At, int Length)> tables = [];

    public FontTables(byte[] file)
    {
        this.file = file;
        for (var table = 0; table < Word(4); table++)
        {
            var at = 12 + table * 16;
            tables[Encoding.ASCII.GetString(file, at, 4)] = ((int)Long(at + 8), (int)Long(at + 12));
        }
    }

    /// <summary>Where a table begins.</summary>
    public int this[string table] => tables[table].At;

    public bool Has(string table) => tables.ContainsKey(table);

    public ReadOnlySpan<byte> Of(string table) => file.AsSpan(tables[table].At, tables[table].Length);

    public ushort Word(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    public short Short(int at) => BinaryPrimitives.ReadInt16BigEndian(file.AsSpan(at));

    public uint Long(int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));

    public byte Byte(int at) => file[at];

    public string Tag(int at) => Encoding.ASCII.GetString(file, at, 4);
}
