using System.Runtime.InteropServices;

namespace Athanor.Numerics;

/// <summary>
/// A matrix in somebody's memory: entry (i, j) is at i·<see cref="RowStride"/> + j·<see cref="ColumnStride"/>. Row-major has a column stride
/// of one; <see cref="Transposed"/> swaps the strides and copies nothing.
/// </summary>
public readonly ref struct ReadOnlyMatrixSpan<TScalar>
    where TScalar : unmanaged
{
    readonly ReadOnlySpan<TScalar> _data;

    public int Rows { get; }

    public int Columns { get; }

    public nint RowStride { get; }

    public nint ColumnStride { get; }

    /// <summary>A row-major matrix without gaps.</summary>
    /// <exception cref="ArgumentException">The memory is too short.</exception>
    public ReadOnlyMatrixSpan(ReadOnlySpan<TScalar> data, int rows, int columns)
        : this(data, rows, columns, columns)
    {
    }

    /// <summary>A row-major matrix whose rows begin <paramref name="stride"/> entries apart.</summary>
    /// <exception cref="ArgumentException">The memory is too short, or the stride shorter than a row.</exception>
    public ReadOnlyMatrixSpan(ReadOnlySpan<TScalar> data, int rows, int columns, nint stride)
        : this(data, rows, columns, stride, 1)
    {
        MatrixSpans.Check(data.Length, rows, columns, stride);
    }

    internal ReadOnlyMatrixSpan(ReadOnlySpan<TScalar> data, int rows, int columns, nint rowStride, nint columnStride)
    {
        _data = data;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    public ReadOnlyMatrixSpan<TScalar> Transposed => new(_data, Columns, Rows, ColumnStride, RowStride);

    public ref readonly TScalar this[int row, int column] => ref _data[(int)(row * RowStride + column * ColumnStride)];

    /// <summary>Rows <paramref name="row"/> on and columns <paramref name="column"/> on.</summary>
    public ReadOnlyMatrixSpan<TScalar> Block(int row, int column, int rows, int columns)
    {
        MatrixSpans.CheckBlock(Rows, Columns, row, column, rows, columns);
        return rows == 0 || columns == 0
            ? new(default, rows, columns, RowStride, ColumnStride)
            : new(_data[(int)(row * RowStride + column * ColumnStride)..], rows, columns, RowStride, ColumnStride);
    }

    internal ref TScalar Origin => ref MemoryMarshal.GetReference(_data);
}

/// <summary>A row-major matrix in somebody's memory that can be written: entry (i, j) is at i·<see cref="Stride"/> + j.</summary>
public readonly ref struct MatrixSpan<TScalar>
    where TScalar : unmanaged
{
    readonly Span<TScalar> _data;

    public int Rows { get; }

    public int Columns { get; }

    public nint Stride { get; }

    /// <inheritdoc cref="ReadOnlyMatrixSpan{TScalar}(ReadOnlySpan{TScalar}, int, int)"/>
    public MatrixSpan(Span<TScalar> data, int rows, int columns)
        : this(data, rows, columns, columns)
    {
    }

    /// <inheritdoc cref="ReadOnlyMatrixSpan{TScalar}(ReadOnlySpan{TScalar}, int, int, nint)"/>
    public MatrixSpan(Span<TScalar> data, int rows, int columns, nint stride)
    {
        MatrixSpans.Check(data.Length, rows, columns, stride);
        _data = data;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    public ref TScalar this[int row, int column] => ref _data[(int)(row * Stride + column)];

    /// <summary>One row.</summary>
    public Span<TScalar> Row(int row) => _data.Slice((int)(row * Stride), Columns);

    public ReadOnlyMatrixSpan<TScalar> Transposed => ((ReadOnlyMatrixSpan<TScalar>)this).Transposed;

    /// <inheritdoc cref="ReadOnlyMatrixSpan{TScalar}.Block"/>
    public MatrixSpan<TScalar> Block(int row, int column, int rows, int columns)
    {
        MatrixSpans.CheckBlock(Rows, Columns, row, column, rows, columns);
        return rows == 0 || columns == 0
            ? new(default, rows, columns, Stride)
            : new(_data[(int)(row * Stride + column)..], rows, columns, Stride);
    }

    public static implicit operator ReadOnlyMatrixSpan<TScalar>(MatrixSpan<TScalar> m) => new(m._data, m.Rows, m.Columns, m.Stride, 1);

    internal ref TScalar Origin => ref MemoryMarshal.GetReference(_data);
}

/// <summary>Memory seen as a row-major matrix.</summary>
public static class MatrixSpans
{
    public static MatrixSpan<TScalar> AsMatrix<TScalar>(this Span<TScalar> data, int rows, int columns)
        where TScalar : unmanaged => new(data, rows, columns);

    public static MatrixSpan<TScalar> AsMatrix<TScalar>(this TScalar[] data, int rows, int columns)
        where TScalar : unmanaged => new(data, rows, columns);

    public static ReadOnlyMatrixSpan<TScalar> AsMatrix<TScalar>(this ReadOnlySpan<TScalar> data, int rows, int columns)
        where TScalar : unmanaged => new(data, rows, columns);

    internal static void Check(int length, int rows, int columns, nint stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (stride < columns)
            throw new ArgumentException($"Rows of {columns} entries do not fit in a stride of {stride}.", nameof(stride));
        if (rows > 0 && columns > 0 && (rows - 1) * stride + columns > length)
            throw new ArgumentException($"A {rows} × {columns} matrix with stride {stride} needs {(rows - 1) * stride + columns} entries; {length} are there.");
    }

    internal static void CheckBlock(int allRows, int allColumns, int row, int column, int rows, int columns)
    {
        if (row < 0 || column < 0 || rows < 0 || columns < 0 || row + rows > allRows || column + columns > allColumns)
            throw new ArgumentOutOfRangeException(nameof(row), $"Block ({row}, {column}) of {rows} × {columns} lies outside a {allRows} × {allColumns} matrix.");
    }
}
