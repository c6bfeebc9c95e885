using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>
/// The blocking around <see cref="GemmTile"/>, after Goto and van de Geijn (2008): B in packed panels that stay in the first cache, A packed in
/// strips of six rows from the second. A lane is a column of C.
/// </summary>
/// <remarks>
/// Panels and strips are packed by all workers, then pieces of C are computed by all workers. Every entry of C is one sum over the depth within a block
/// of <see cref="Depth"/>, blocks added in order: the same bits for any team and any width. A narrow product reads A where it lies, since
/// packing would cost as much as it saves; the tile runs as fast on strides.
/// </remarks>
#pragma warning disable CA1001 // an instance lives as long as its thread, and its arena frees itself then
sealed unsafe class GemmJob<T, TScalar> : IJob
#pragma warning restore CA1001
    where T : struct, IWide<T, TScalar>
    where TScalar : unmanaged
{
    /// <summary>Terms summed in registers before they go to C.</summary>
    public const int Depth = 256;

    const int ColumnsAtOnce = 2048, RowsAtOnce = 2040;
    const int PieceRows = 96, PiecePanels = 8;

    [ThreadStatic]
    static GemmJob<T, TScalar>? instance;

    readonly Arena packed = new();
    GemmTask<TScalar> task;
    TScalar* strips;
    TScalar* panels;
    bool packing;
    bool packingA;
    int panelsToPack;
    int row0, rows, column0, columns, depth0, depth;

    /// <summary>Jobs and their packing memory are kept per thread, so that a product allocates nothing.</summary>
    public static GemmJob<T, TScalar> OfThisThread => instance ??= new();

    static int PanelWidth => GemmTile.Registers * T.Lanes;

    static int PieceColumns => PiecePanels * PanelWidth;

    public void Multiply(in GemmTask<TScalar> newTask, Team team)
    {
        task = newTask;
        packingA = task.N > PieceColumns;
        packed.Reset();
        panels = packed.RentPointer<TScalar>((nint)Math.Min(task.K, Depth) * RoundUp(Math.Min(task.N, ColumnsAtOnce), PanelWidth));
        strips = packingA ? packed.RentPointer<TScalar>((nint)Math.Min(task.K, Depth) * RoundUp(Math.Min(task.M, RowsAtOnce), GemmTile.Rows)) : null;
        for (column0 = 0; column0 < task.N; column0 += ColumnsAtOnce)
        {
            columns = Math.Min(ColumnsAtOnce, task.N - column0);
            for (depth0 = 0; depth0 < task.K; depth0 += Depth)
            {
                depth = Math.Min(Depth, task.K - depth0);
                panelsToPack = Pieces(columns, PanelWidth);
                for (row0 = 0; row0 < task.M; row0 += RowsAtOnce)
                {
                    rows = Math.Min(RowsAtOnce, task.M - row0);
                    if (task.Lower && row0 + rows <= column0)
                        continue;
                    packing = true;
                    team.Run(this, panelsToPack + (packingA ? Pieces(rows, PieceRows) : 0));
                    packing = false;
                    panelsToPack = 0;
                    team.Run(this, Pieces(rows, PieceRows) * Pieces(columns, PieceColumns));
                }
            }
        }
    }

    static int Pieces(int all, int each) => (all + each - 1) / each;

    static nint RoundUp(int n, int multiple) => (nint)Pieces(n, multiple) * multiple;

    void IJob.Run(int index, int worker)
    {
        if (packing)
        {
            if (index < panelsToPack)
                PackPanel(index);
            else
                PackStrips((index - panelsToPack) * PieceRows);
            return;
        }
        var across = Pieces(columns, PieceColumns);
        Compute(index / across * PieceRows, index % across * PieceColumns);
    }

    void PackPanel(int panel)
    {
        var column = panel * PanelWidth;
        var b = task.B + depth0 * task.BRow + (column0 + column) * task.BColumn;
        var width = Math.Min(PanelWidth, columns - column);
        var registers = width > T.Lanes ? 2 : 1;
        GemmPacking.Panel<T, TScalar>(b, task.BRow, task.BColumn, depth, width, registers, panels + (nint)depth * column);
    }

    void PackStrips(int from)
    {
        var a = task.A + (row0 + from) * task.ARow + depth0 * task.AColumn;
        GemmPacking.Strips(a, task.ARow, task.AColumn, depth, Math.Min(PieceRows, rows - from), GemmTile.Rows, strips + (nint)depth * from);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Compute(int fromRow, int fromColumn)
    {
        var add = task.Add || depth0 > 0;
        var toRow = Math.Min(fromRow + PieceRows, rows);
        var toColumn = Math.Min(fromColumn + PieceColumns, columns);
        var edge = stackalloc TScalar[GemmTile.Rows * PanelWidth];
        for (var j = fromColumn; j < toColumn; j += PanelWidth)
        {
            var width = Math.Min(PanelWidth, columns - j);
            var registers = width > T.Lanes ? 2 : 1;
            var b = panels + (nint)depth * j;
            for (var i = fromRow; i < toRow; i += GemmTile.Rows)
            {
                var height = Math.Min(GemmTile.Rows, rows - i);
                // Of row r, entries up to column r + below are wanted.
                var below = task.Lower ? row0 + i - (column0 + j) : int.MaxValue / 2;
                if (below + height <= 0)
                    continue;
                var a = packingA ? strips + (nint)depth * i : task.A + (row0 + i) * task.ARow + depth0 * task.AColumn;
                nint aRow = packingA ? 1 : task.ARow, aColumn = packingA ? GemmTile.Rows : task.AColumn;
                var c = (row0 + i) * task.CRow + column0 + j;
                if (height == GemmTile.Rows && width == registers * T.Lanes && below >= width - 1 && task.DoubleC == null)
                {
                    GemmTile.Multiply<T, TScalar>(depth, a, aRow, aColumn, height, b, registers, task.C + c, task.CRow, task.Alpha, add);
                    continue;
                }
                var edgeStride = registers * T.Lanes;
                GemmTile.Multiply<T, TScalar>(depth, a, aRow, aColumn, height, b, registers, edge, edgeStride, T.Lane(T.One, 0), false);
                for (var r = 0; r < height; r++)
                {
                    var wanted = Math.Min(width, below + r + 1);
                    if (task.DoubleC != null)
                        GemmPacking.AddInDouble((float*)(edge + r * edgeStride), task.DoubleC + c + r * task.CRow, wanted);
                    else
                        PutRow(edge + r * edgeStride, task.C + c + r * task.CRow, wanted, add);
                }
            }
        }
    }

    void PutRow(TScalar* sum, TScalar* c, int count, bool add)
    {
        var scale = T.Broadcast(task.Alpha);
        for (var j = 0; j < count; j += T.Lanes)
        {
            var n = Math.Min(T.Lanes, count - j);
            var v = T.Load(ref *sum, j);
            T.StoreFirst(add ? T.Fma(scale, v, T.LoadFirst(ref *c, j, n)) : scale * v, ref *c, j, n);
        }
    }
}
