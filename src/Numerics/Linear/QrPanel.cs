namespace Athanor.Numerics;

/// <summary>
/// The reflections of one panel, worked out on a transposed copy in which every column lies together. Recursive halving (Elmroth and Gustavson 2000)
/// leaves eight columns at a time to single reflections.
/// </summary>
ref struct QrPanel
{
    const int Smallest = 8;

    readonly MatrixSpan<double> _a;
    readonly MatrixSpan<double> _vectors;
    readonly MatrixSpan<double> _t;
    readonly Team? _team;

    QrPanel(MatrixSpan<double> a, MatrixSpan<double> vectors, MatrixSpan<double> t, Team? team)
    {
        _a = a;
        _vectors = vectors;
        _t = t;
        _team = team;
    }

    /// <summary>Factors the panel <paramref name="a"/> in place and leaves V, transposed and with its ones and zeros, and T.</summary>
    public static void Factor(MatrixSpan<double> a, MatrixSpan<double> vectors, MatrixSpan<double> t, Team? team)
    {
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < a.Columns; j++)
                vectors[j, i] = a[i, j];
        }
        for (var i = 0; i < t.Rows; i++)
            t.Row(i).Clear();
        new QrPanel(a, vectors, t, team).Factor(0, a.Columns);
        for (var i = 1; i < a.Rows; i++)
        {
            for (var j = 0; j < Math.Min(i, a.Columns); j++)
                a[i, j] = vectors[j, i];
        }
    }

    /// <summary>The reflection vectors of a factored panel, transposed, with their ones and zeros.</summary>
    public static void ReadVectors(ReadOnlyMatrixSpan<double> a, MatrixSpan<double> vectors)
    {
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < a.Columns; j++)
                vectors[j, i] = i > j ? a[i, j] : i == j ? 1 : 0;
        }
    }

    void Factor(int from, int to)
    {
        if (to - from <= Smallest)
        {
            for (var j = from; j < to; j++)
                Reflect(from, j, to);
            return;
        }
        var middle = from + Triangular.Half(to - from, Smallest);
        Factor(from, middle);

        int left = middle - from, right = to - middle, rows = _vectors.Columns;
        MatrixSpan<double> v1 = _vectors.Block(from, 0, left, rows), v2 = _vectors.Block(middle, 0, right, rows);
        MatrixSpan<double> t1 = _t.Block(from, from, left, left), t2 = _t.Block(middle, middle, right, right), t12 = _t.Block(from, middle, left, right);
        Span<double> memory = stackalloc double[2 * Qr.Panel * Qr.Panel / 4];
        var half = memory.Length / 2;
        // C -= C V T Vᵀ, C the columns on the right as rows.
        MatrixSpan<double> w = memory[..(right * left)].AsMatrix(right, left), wt = memory.Slice(half, right * left).AsMatrix(right, left);
        Gemm.Multiply(v2, v1.Transposed, w, team: _team);
        Gemm.Multiply(w, t1, wt);
        Gemm.Multiply(wt, v1, v2, -1, 1, _team);

        Factor(middle, to);

        // T₁₂ = -T₁ (V₁ᵀ V₂) T₂
        MatrixSpan<double> u = memory[..(left * right)].AsMatrix(left, right), tu = memory.Slice(half, left * right).AsMatrix(left, right);
        Gemm.Multiply(v1, v2.Transposed, u, team: _team);
        Gemm.Multiply(t1, u, tu);
        Gemm.Multiply(tu, t2, t12, -1);
    }

    // Column j is reflected onto its diagonal entry, those up to `to` with it, and T gains a column.
    void Reflect(int from, int j, int to)
    {
        var x = _vectors.Row(j);
        var below = x[(j + 1)..];
        double alpha = x[j], norm = Math.Sqrt(Vectors.Dot(below, below)), tau = 0, beta = alpha;
        if (norm > 0 || double.IsNaN(norm))
        {
            beta = -Math.CopySign(Math.Sqrt(Math.FusedMultiplyAdd(alpha, alpha, norm * norm)), alpha);
            tau = (beta - alpha) / beta;
            foreach (ref var v in below)
                v /= alpha - beta;
        }
        for (var i = 0; i < j; i++)
        {
            _a[i, j] = x[i];
            x[i] = 0;
        }
        _a[j, j] = beta;
        x[j] = 1;
        for (var c = j + 1; c < to; c++)
        {
            var y = _vectors.Row(c)[j..];
            Vectors.AddScaled(-tau * Vectors.Dot(x[j..], y), x[j..], y);
        }

        Span<double> products = stackalloc double[Smallest];
        for (var k = from; k < j; k++)
            products[k - from] = Vectors.Dot(_vectors.Row(k)[j..], x[j..]);
        for (var i = from; i < j; i++)
        {
            double s = 0;
            for (var k = i; k < j; k++)
                s += _t[i, k] * products[k - from];
            _t[i, j] = -tau * s;
        }
        _t[j, j] = tau;
    }
}
