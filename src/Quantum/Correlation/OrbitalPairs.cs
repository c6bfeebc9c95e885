namespace Athanor.Quantum;

/// <summary>Products of two orbitals, one of each set. Of one set with itself, only those pq with q ≤ p, at p (p + 1) / 2 + q; else all, row-major.</summary>
internal sealed class OrbitalPairs
{
    /// <param name="first">Coefficients in columns, [function, orbital].</param>
    /// <param name="second">The same; null where it is the first set again.</param>
    public OrbitalPairs(int functions, double[] first, double[]? second = null)
    {
        (First, Second, Symmetric) = (first, second ?? first, second is null);
        (Rows, Columns) = (First.Length / functions, Second.Length / functions);
        Count = Symmetric ? Rows * (Rows + 1) / 2 : Rows * Columns;
    }

    public double[] First { get; }

    public double[] Second { get; }

    /// <summary>Orbitals of the first set.</summary>
    public int Rows { get; }

    /// <summary>Orbitals of the second set.</summary>
    public int Columns { get; }

    public bool Symmetric { get; }

    public int Count { get; }

    /// <summary>Where the pairs of an orbital of the first set begin.</summary>
    public int Start(int row) => Symmetric ? row * (row + 1) / 2 : row * Columns;

    /// <summary>How many pairs it is in.</summary>
    public int Length(int row) => Symmetric ? row + 1 : Columns;
}
