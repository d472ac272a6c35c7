namespace TuanHoc.Documents;

public enum Alignment { Left, Center, Right, Justified }

/// <summary>Columns share the width of the page by their weights.</summary>
public sealed record DocumentColumn(double Weight, Alignment Alignment = Alignment.Left);

/// <summary>A cell. A cell hidden by another's span is left out, as in HTML.</summary>
public sealed record DocumentCell(string Text)
{
    public bool Bold { get; init; }

    public bool Italic { get; init; }

    /// <summary>Where it differs from its column's.</summary>
    public Alignment? Alignment { get; init; }

    public int ColumnSpan { get; init; } = 1;

    public int RowSpan { get; init; } = 1;
}

public sealed record DocumentRow(IReadOnlyList<DocumentCell> Cells)
{
    public static DocumentRow Of(params string[] texts) => new([.. texts.Select(text => new DocumentCell(text))]);
}

/// <summary>A place of the grid: the cell that covers it, and whether it begins there or goes on from above.</summary>
public readonly record struct GridSlot(DocumentCell Cell, int Column, bool ContinuesAbove);

/// <summary>A table: columns, header rows, rows.</summary>
public sealed record DocumentTable(IReadOnlyList<DocumentColumn> Columns, IReadOnlyList<DocumentRow> Header, IReadOnlyList<DocumentRow> Rows)
{
    /// <summary>Header and rows laid on the grid: each row's slots from left to right, a spanning cell once in each row that it covers.</summary>
    /// <exception cref="InvalidOperationException">A row has too few or too many cells.</exception>
    public IReadOnlyList<IReadOnlyList<GridSlot>> Grid() => Grid([.. Header, .. Rows], Columns.Count);

    public static IReadOnlyList<IReadOnlyList<GridSlot>> Grid(IReadOnlyList<DocumentRow> rows, int columns)
    {
        var above = new (DocumentCell Cell, int RowsLeft)[columns];
        var grid = new List<IReadOnlyList<GridSlot>>(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            var slots = new List<GridSlot>(columns);
            var cells = new Queue<DocumentCell>(rows[row].Cells);
            for (var column = 0; column < columns;)
            {
                var continues = above[column].RowsLeft > 0;
                if (!continues)
                    above[column] = cells.TryDequeue(out var next) && column + next.ColumnSpan <= columns
                        ? (next, next.RowSpan)
                        : throw new InvalidOperationException($"Hàng {row + 1} của bảng không vừa {columns} cột.");
                var cell = above[column].Cell;
                above[column].RowsLeft--;
                slots.Add(new GridSlot(cell, column, continues));
                column += cell.ColumnSpan;
            }
            if (cells.Count > 0)
                throw new InvalidOperationException($"Hàng {row + 1} của bảng không vừa {columns} cột.");
            grid.Add(slots);
        }
        return grid;
    }
}
