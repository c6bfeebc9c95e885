using Athanor.Numerics;

namespace Athanor.Learning.Tests;

/// <summary>The optimisers once more, as their papers have them: loops over whole matrices, nothing shared, everything in double.</summary>
sealed class SlowOptimisers(string name, ParameterBlock[] blocks, double decay)
{
    readonly Dictionary<string, double[]> _kept = [];
    int _step;

    internal void Step(double[] parameters, double[] gradient, double rate)
    {
        _step++;
        var at = 0;
        foreach (var block in blocks)
        {
            for (var k = 0; k < block.Count; k++, at += block.Rows * block.Columns)
            {
                var range = at..(at + block.Rows * block.Columns);
                var (key, g) = ($"{block.Name} {k}", gradient[range]);
                var change = (name, block.Matrix) switch
                {
                    ("muon", true) => Muon(key, g, block.Rows, block.Columns),
                    ("soap", true) => Soap(key, g, block.Rows, block.Columns),
                    _ => Adam(key, g),
                };
                var moves = name != "soap" || !block.Matrix || _step > 10;
                for (var i = 0; i < g.Length && moves; i++)
                    parameters[at + i] = parameters[at + i] * (1 - rate * decay * block.Decay) - rate * change[i];
            }
        }
    }

    double[] Kept(string key, int length) => _kept.TryGetValue(key, out var array) ? array : _kept[key] = new double[length];

    double[] Adam(string key, double[] g)
    {
        double[] m = Kept(key + "m", g.Length), v = Kept(key + "v", g.Length), h = Kept(key + "h", g.Length), change = new double[g.Length];
        for (var i = 0; i < g.Length; i++)
        {
            m[i] = 0.9 * m[i] + 0.1 * g[i];
            v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
            h[i] = Math.Max(0.9999 * h[i], v[i]);
            change[i] = m[i] / (1 - Math.Pow(0.9, _step)) / (Math.Sqrt(h[i] / (1 - Math.Pow(0.999, _step))) + 1e-10);
        }
        return change;
    }

    double[] Muon(string key, double[] g, int rows, int columns)
    {
        var m = Kept(key, g.Length);
        var x = new double[g.Length];
        for (var i = 0; i < g.Length; i++)
        {
            m[i] = 0.95 * m[i] + g[i];
            x[i] = 0.95 * m[i] + g[i];
        }
        var norm = Math.Sqrt(x.Sum(e => e * e));
        if (norm == 0)
            return x;
        x = [.. x.Select(e => e / norm)];
        if (rows > columns)
            return Transposed(Muon(Transposed(x, rows, columns), columns, rows), columns, rows);
        return Muon(x, rows, columns);
    }

    static double[] Muon(double[] x, int rows, int columns)
    {
        for (var step = 0; step < 5; step++)
        {
            var a = Product(x, Transposed(x, rows, columns), rows, columns, rows);
            var aa = Product(a, a, rows, rows, rows);
            double[] p = [.. a.Zip(aa, (s, t) => -4.7750 * s + 2.0315 * t)];
            x = [.. x.Zip(Product(p, x, rows, rows, columns), (s, t) => 3.4445 * s + t)];
        }
        return [.. x.Select(e => 0.2 * Math.Sqrt(Math.Max(rows, columns)) * e)];
    }

    double[] Soap(string key, double[] g, int rows, int columns)
    {
        double[] m = Kept(key + "m", g.Length), v = Kept(key + "v", g.Length), l = Kept(key + "l", rows * rows), r = Kept(key + "r", columns * columns);
        double[] ql = Kept(key + "ql", rows * rows), qr = Kept(key + "qr", columns * columns), change = new double[g.Length];
        if (_step > 10)
        {
            for (var i = 0; i < g.Length; i++)
                m[i] = 0.95 * m[i] + 0.05 * g[i];
            double[] turned = Turn(g), mean = Turn(m);
            for (var i = 0; i < g.Length; i++)
                v[i] = 0.95 * v[i] + 0.05 * turned[i] * turned[i];
            var (c1, c2, epsilon) = (1 - Math.Pow(0.95, _step - 10), 1 - Math.Pow(0.95, _step - 10), 1e-6 * Math.Sqrt(v.Average() / (1 - Math.Pow(0.95, _step - 10))));
            for (var i = 0; i < g.Length && v.Sum() > 0; i++)
                change[i] = mean[i] / c1 / (Math.Sqrt(v[i] / c2) + epsilon);
            change = Product(Product(ql, change, rows, rows, columns), Transposed(qr, columns, columns), rows, columns, columns);
        }
        Forget(l, Product(g, Transposed(g, rows, columns), rows, columns, rows));
        Forget(r, Product(Transposed(g, rows, columns), g, columns, rows, columns));
        if (_step % 10 == 0)
        {
            int[] left = Refresh(l, ql, rows), right = Refresh(r, qr, columns);
            double[] before = [.. v];
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                    v[i * columns + j] = before[left[i] * columns + right[j]];
            }
        }
        return change;

        double[] Turn(double[] x) => Product(Product(Transposed(ql, rows, rows), x, rows, rows, columns), qr, rows, columns, columns);
    }

    static void Forget(double[] average, double[] newest)
    {
        for (var i = 0; i < average.Length; i++)
            average[i] = 0.95 * average[i] + 0.05 * newest[i];
    }

    /// <summary>Axes of a symmetric matrix: eigenvectors the first time, then M·axes made orthogonal (Gram and Schmidt); where axes went.</summary>
    int[] Refresh(double[] symmetric, double[] axes, int side)
    {
        int[] order = [.. Enumerable.Range(0, side)];
        var trace = order.Sum(i => symmetric[i * side + i]);
        if (_step == 10)
        {
            SymmetricEigen.Decompose(symmetric.AsMatrix(side, side), new double[side], axes.AsMatrix(side, side));
            return order;
        }
        if (trace == 0)
            return order;
        var product = Product(symmetric, axes, side, side, side);
        double Value(int j) => Enumerable.Range(0, side).Sum(i => axes[i * side + j] * product[i * side + j]) / trace;
        order = [.. order.OrderByDescending(Value)];
        double[] before = [.. axes];
        for (var j = 0; j < side; j++)
        {
            double[] column = [.. Enumerable.Range(0, side).Select(i => product[i * side + order[j]] / trace + 1e-12 * before[i * side + order[j]])];
            // Twice is enough.
            for (var pass = 0; pass < 2; pass++)
            {
                for (var other = 0; other < j; other++)
                {
                    var overlap = Enumerable.Range(0, side).Sum(i => axes[i * side + other] * column[i]);
                    for (var i = 0; i < side; i++)
                        column[i] -= overlap * axes[i * side + other];
                }
            }
            var norm = Math.Sqrt(column.Sum(x => x * x));
            for (var i = 0; i < side; i++)
                axes[i * side + j] = column[i] / norm;
        }
        return order;
    }

    internal static double[] Product(double[] a, double[] b, int rows, int inner, int columns)
    {
        var c = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < inner; k++)
            {
                for (var j = 0; j < columns; j++)
                    c[i * columns + j] += a[i * inner + k] * b[k * columns + j];
            }
        }
        return c;
    }

    internal static double[] Transposed(double[] a, int rows, int columns) => [.. Enumerable.Range(0, rows * columns).Select(i => a[i % rows * columns + i / rows])];

    internal static double[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];

    internal static double[] Orthogonal(Random random, int side)
    {
        var a = Uniform(random, side * side);
        var symmetric = Product(a, Transposed(a, side, side), side, side, side);
        var axes = new double[side * side];
        SymmetricEigen.Decompose(symmetric.AsMatrix(side, side), new double[side], axes.AsMatrix(side, side));
        return axes;
    }

    /// <summary>Square, singular values from one down to 1/condition.</summary>
    internal static double[] Conditioned(Random random, int side, double condition)
    {
        double[] u = Orthogonal(random, side), v = Orthogonal(random, side);
        for (var i = 0; i < side; i++)
        {
            for (var j = 0; j < side; j++)
                u[i * side + j] *= Math.Pow(condition, -j / (side - 1.0));
        }
        return Product(u, v, side, side, side);
    }
}
