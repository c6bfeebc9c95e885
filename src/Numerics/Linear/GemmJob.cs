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
    static GemmJob<T, TScalar>? _instance;

    readonly Arena _packed = new();
    GemmTask<TScalar> _task;
    TScalar* _strips;
    TScalar* _panels;
    bool _packing;
    bool _packingA;
    int _panelsToPack;
    int _row0, _rows, _column0, _columns, _depth0, _depth;

    /// <summary>Jobs and their packing memory are kept per thread, so that a product allocates nothing.</summary>
    public static GemmJob<T, TScalar> OfThisThread => _instance ??= new();

    static int PanelWidth => GemmTile.Registers * T.Lanes;

    static int PieceColumns => PiecePanels * PanelWidth;

    public void Multiply(in GemmTask<TScalar> newTask, Team team)
    {
        _task = newTask;
        _packingA = _task.N > PieceColumns;
        _packed.Reset();
        _panels = _packed.RentPointer<TScalar>((nint)Math.Min(_task.K, Depth) * RoundUp(Math.Min(_task.N, ColumnsAtOnce), PanelWidth));
        _strips = _packingA ? _packed.RentPointer<TScalar>((nint)Math.Min(_task.K, Depth) * RoundUp(Math.Min(_task.M, RowsAtOnce), GemmTile.Rows)) : null;
        for (_column0 = 0; _column0 < _task.N; _column0 += ColumnsAtOnce)
        {
            _columns = Math.Min(ColumnsAtOnce, _task.N - _column0);
            for (_depth0 = 0; _depth0 < _task.K; _depth0 += Depth)
            {
                _depth = Math.Min(Depth, _task.K - _depth0);
                _panelsToPack = Pieces(_columns, PanelWidth);
                for (_row0 = 0; _row0 < _task.M; _row0 += RowsAtOnce)
                {
                    _rows = Math.Min(RowsAtOnce, _task.M - _row0);
                    if (_task.Lower && _row0 + _rows <= _column0)
                        continue;
                    _packing = true;
                    team.Run(this, _panelsToPack + (_packingA ? Pieces(_rows, PieceRows) : 0));
                    _packing = false;
                    _panelsToPack = 0;
                    team.Run(this, Pieces(_rows, PieceRows) * Pieces(_columns, PieceColumns));
                }
            }
        }
    }

    static int Pieces(int all, int each) => (all + each - 1) / each;

    static nint RoundUp(int n, int multiple) => (nint)Pieces(n, multiple) * multiple;

    void IJob.Run(int index, int worker)
    {
        if (_packing)
        {
            if (index < _panelsToPack)
                PackPanel(index);
            else
                PackStrips((index - _panelsToPack) * PieceRows);
            return;
        }
        var across = Pieces(_columns, PieceColumns);
        Compute(index / across * PieceRows, index % across * PieceColumns);
    }

    void PackPanel(int panel)
    {
        var column = panel * PanelWidth;
        var b = _task.B + _depth0 * _task.BRow + (_column0 + column) * _task.BColumn;
        var width = Math.Min(PanelWidth, _columns - column);
        var registers = width > T.Lanes ? 2 : 1;
        GemmPacking.Panel<T, TScalar>(b, _task.BRow, _task.BColumn, _depth, width, registers, _panels + (nint)_depth * column);
    }

    void PackStrips(int from)
    {
        var a = _task.A + (_row0 + from) * _task.ARow + _depth0 * _task.AColumn;
        GemmPacking.Strips(a, _task.ARow, _task.AColumn, _depth, Math.Min(PieceRows, _rows - from), GemmTile.Rows, _strips + (nint)_depth * from);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Compute(int fromRow, int fromColumn)
    {
        var add = _task.Add || _depth0 > 0;
        var toRow = Math.Min(fromRow + PieceRows, _rows);
        var toColumn = Math.Min(fromColumn + PieceColumns, _columns);
        var edge = stackalloc TScalar[GemmTile.Rows * PanelWidth];
        for (var j = fromColumn; j < toColumn; j += PanelWidth)
        {
            var width = Math.Min(PanelWidth, _columns - j);
            var registers = width > T.Lanes ? 2 : 1;
            var b = _panels + (nint)_depth * j;
            for (var i = fromRow; i < toRow; i += GemmTile.Rows)
            {
                var height = Math.Min(GemmTile.Rows, _rows - i);
                // Of row r, entries up to column r + below are wanted.
                var below = _task.Lower ? _row0 + i - (_column0 + j) : int.MaxValue / 2;
                if (below + height <= 0)
                    continue;
                var a = _packingA ? _strips + (nint)_depth * i : _task.A + (_row0 + i) * _task.ARow + _depth0 * _task.AColumn;
                nint aRow = _packingA ? 1 : _task.ARow, aColumn = _packingA ? GemmTile.Rows : _task.AColumn;
                var c = (_row0 + i) * _task.CRow + _column0 + j;
                if (height == GemmTile.Rows && width == registers * T.Lanes && below >= width - 1 && _task.DoubleC == null)
                {
                    GemmTile.Multiply<T, TScalar>(_depth, a, aRow, aColumn, height, b, registers, _task.C + c, _task.CRow, _task.Alpha, add);
                    continue;
                }
                var edgeStride = registers * T.Lanes;
                GemmTile.Multiply<T, TScalar>(_depth, a, aRow, aColumn, height, b, registers, edge, edgeStride, T.Lane(T.One, 0), false);
                for (var r = 0; r < height; r++)
                {
                    var wanted = Math.Min(width, below + r + 1);
                    if (_task.DoubleC != null)
                        GemmPacking.AddInDouble((float*)(edge + r * edgeStride), _task.DoubleC + c + r * _task.CRow, wanted);
                    else
                        PutRow(edge + r * edgeStride, _task.C + c + r * _task.CRow, wanted, add);
                }
            }
        }
    }

    void PutRow(TScalar* sum, TScalar* c, int count, bool add)
    {
        var scale = T.Broadcast(_task.Alpha);
        for (var j = 0; j < count; j += T.Lanes)
        {
            var n = Math.Min(T.Lanes, count - j);
            var v = T.Load(ref *sum, j);
            T.StoreFirst(add ? T.Fma(scale, v, T.LoadFirst(ref *c, j, n)) : scale * v, ref *c, j, n);
        }
    }
}
