using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>X Lᵀ = B for up to sixteen columns and any number of rows, shared by rows. A lane is a row.</summary>
sealed unsafe class RowSolver : IJob
{
    public const int MaximalColumns = 16;

    const int PieceRows = 64;

    [ThreadStatic]
    static RowSolver? _instance;

    // The triangle, row after row, with the inverses of the diagonal in place of it.
    readonly double[] _triangle = new double[MaximalColumns * MaximalColumns];
    double* _b;
    nint _stride;
    int _rows, _columns, _bits;

    public static RowSolver OfThisThread => _instance ??= new();

    public void Solve(ReadOnlyMatrixSpan<double> l, MatrixSpan<double> right, Team team)
    {
        _rows = right.Rows;
        _columns = right.Columns;
        _stride = right.Stride;
        _bits = Widths.Bits;
        for (var i = 0; i < _columns; i++)
        {
            for (var k = 0; k < i; k++)
                _triangle[i * MaximalColumns + k] = l[i, k];
            _triangle[i * MaximalColumns + i] = 1 / l[i, i];
        }
        fixed (double* p = &right.Origin)
        {
            _b = p;
            var pieces = (_rows + PieceRows - 1) / PieceRows;
            (pieces < 4 ? Team.Single : team).Run(this, pieces);
        }
    }

    void IJob.Run(int index, int worker)
    {
        var from = index * PieceRows;
        var to = Math.Min(from + PieceRows, _rows);
        switch (_bits)
        {
            case 512:
                Solve<F64x8>(from, to);
                break;
            case 256:
                Solve<F64x4>(from, to);
                break;
            case 128:
                Solve<F64x2>(from, to);
                break;
            default:
                Solve<F64x1>(from, to);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Solve<T>(int from, int to)
        where T : struct, IWide<T, double>
    {
        var x = stackalloc double[MaximalColumns * T.Lanes];
        ref var l = ref _triangle[0];
        for (var first = from; first < to; first += T.Lanes)
        {
            var count = Math.Min(T.Lanes, to - first);
            for (var r = 0; r < count; r++)
            {
                for (var j = 0; j < _columns; j++)
                    x[j * T.Lanes + r] = _b[(first + r) * _stride + j];
            }
            for (var j = 0; j < _columns; j++)
            {
                var solved = T.Load(ref *x, j * T.Lanes) * T.Broadcast(Unsafe.Add(ref l, j * MaximalColumns + j));
                T.Store(solved, ref *x, j * T.Lanes);
                for (var i = j + 1; i < _columns; i++)
                    T.Store(T.Fnma(solved, T.Broadcast(Unsafe.Add(ref l, i * MaximalColumns + j)), T.Load(ref *x, i * T.Lanes)), ref *x, i * T.Lanes);
            }
            for (var r = 0; r < count; r++)
            {
                for (var j = 0; j < _columns; j++)
                    _b[(first + r) * _stride + j] = x[j * T.Lanes + r];
            }
        }
    }
}
