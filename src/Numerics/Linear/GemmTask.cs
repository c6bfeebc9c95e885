namespace Athanor.Numerics;

/// <summary>One matrix product as pointers and strides: C = alpha A B (+ C where <see cref="Add"/>), A of m × k, B of k × n.</summary>
unsafe struct GemmTask<TScalar>
    where TScalar : unmanaged
{
    public int M, N, K;
    public TScalar* A, B, C;
    public nint ARow, AColumn, BRow, BColumn, CRow;
    public TScalar Alpha;

    /// <summary>False: C is overwritten, whatever it held.</summary>
    public bool Add;

    /// <summary>Only entries on and below the diagonal are computed and written.</summary>
    public bool Lower;

    /// <summary>
    /// Where not null (float products only): C is this double matrix, and each block of <see cref="GemmJob{T, TScalar}.Depth"/> summed in float is
    /// added to it in double.
    /// </summary>
    public double* DoubleC;

    public readonly void Run<T>(Team? team)
        where T : struct, IWide<T, TScalar>
    {
        if (M == 0 || N == 0 || K == 0)
            return;
        // A small product is over before a sleeping worker has woken.
        var worthATeam = (long)M * N * K >= 1 << 18;
        GemmJob<T, TScalar>.OfThisThread.Multiply(this, worthATeam ? team ?? Team.Single : Team.Single);
    }
}
