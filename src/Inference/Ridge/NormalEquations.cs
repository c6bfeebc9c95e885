using Athanor.Numerics;

namespace Athanor.Inference;

/// <summary>What a linear model has to know of all rows of one kind of target: XᵀX, Xᵀy, yᵀy and their number. Rows may come scaled by the square root of a weight.</summary>
/// <param name="name">Of the kind, for sentences: "forces".</param>
/// <param name="features">Columns of X.</param>
public sealed class NormalEquations(string name, int features)
{
    readonly double[] _matrix = new double[checked(features * features)];
    readonly double[] _moment = new double[features];

    public string Name => name;

    public int Features => features;

    /// <summary>XᵀX, the lower triangle.</summary>
    public ReadOnlyMatrixSpan<double> Matrix => _matrix.AsMatrix(features, features);

    /// <summary>Xᵀy.</summary>
    public ReadOnlySpan<double> Moment => _moment;

    /// <summary>yᵀy.</summary>
    public double Squares { get; private set; }

    /// <summary>Rows, by their weight.</summary>
    public double Count { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="rows">X, rows × features.</param>
    /// <param name="targets">y, one a row.</param>
    /// <param name="count">How many rows these count for: their number, or the sum of their weights.</param>
    public void Add(ReadOnlyMatrixSpan<double> rows, ReadOnlySpan<double> targets, double count, Team? team = null)
    {
        if (rows.Columns != features || rows.Rows != targets.Length)
            throw new ArgumentException($"{targets.Length} targets and {features} features do not want {rows.Rows} × {rows.Columns} numbers.");
        Syrk.AddLower(rows, _matrix.AsMatrix(features, features), 1, team);
        for (var r = 0; r < targets.Length; r++)
        {
            var y = targets[r];
            Squares += y * y;
            for (var c = 0; c < features; c++)
                _moment[c] += y * rows[r, c];
        }
        Count += count;
    }

    /// <summary>|y − X w|².</summary>
    public double Residual(ReadOnlySpan<double> weights)
    {
        var product = Product(weights);
        var sum = Squares;
        for (var i = 0; i < features; i++)
            sum += weights[i] * (product[i] - 2 * _moment[i]);
        return Math.Max(0, sum);
    }

    // XᵀX w from the lower triangle.
    double[] Product(ReadOnlySpan<double> weights)
    {
        var product = new double[features];
        for (var i = 0; i < features; i++)
        {
            var row = _matrix.AsSpan(i * features, i + 1);
            var sum = 0.0;
            for (var j = 0; j < i; j++)
            {
                sum += row[j] * weights[j];
                product[j] += row[j] * weights[i];
            }
            product[i] += sum + row[i] * weights[i];
        }
        return product;
    }
}
