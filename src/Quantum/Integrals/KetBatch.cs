namespace Athanor.Quantum;

/// <summary>
/// Shell pairs of one momentum that are kets of the same bra: their primitive pairs stand one after the other, so that lanes are full even where each ket has but one of them.
/// </summary>
internal sealed class KetBatch
{
    // Enough to fill lanes; few enough for what belongs to them to stay in the cache.
    const int Enough = 4 * CoulombSteps.Chunk;

    readonly List<ShellPair> _pairs = [];
    readonly List<int> _first = [0];
    readonly List<int> _column = [0];
    int _room;

    public int Count => _pairs.Count;

    /// <summary>True where more kets should wait for the next batch.</summary>
    public bool Full => Primitives >= Enough;

    /// <summary>Sum of the two highest momenta, that of all kets.</summary>
    public int Momentum => _pairs[0].Momentum;

    /// <summary>Primitive pairs of all kets.</summary>
    public int Primitives => _first[^1];

    /// <summary>Products of functions of all kets, padding included.</summary>
    public int Columns => _column[^1];

    /// <summary>Exponents and centres, x, y, z, of primitive pairs; filled up to whole chunks with numbers that do no harm.</summary>
    public double[] Exponents { get; private set; } = [];

    public double[] X { get; private set; } = [];

    public double[] Y { get; private set; } = [];

    public double[] Z { get; private set; } = [];

    public ShellPair this[int k] => _pairs[k];

    /// <summary>The first primitive pair of a ket; that of <see cref="Count"/> is the end.</summary>
    public int First(int k) => _first[k];

    /// <summary>Where the products of a ket begin among those of all.</summary>
    public int Column(int k) => _column[k];

    public void Clear()
    {
        _pairs.Clear();
        _first.RemoveRange(1, _first.Count - 1);
        _column.RemoveRange(1, _column.Count - 1);
    }

    public void Add(ShellPair ket)
    {
        var first = Primitives;
        var end = first + ket.Primitives;
        if (end + CoulombSteps.Chunk > _room)
            Grow(2 * (end + CoulombSteps.Chunk));
        ket.Exponents.CopyTo(Exponents, first);
        ket.X.CopyTo(X, first);
        ket.Y.CopyTo(Y, first);
        ket.Z.CopyTo(Z, first);
        Exponents.AsSpan(end, CoulombSteps.Chunk).Fill(1);
        X.AsSpan(end, CoulombSteps.Chunk).Clear();
        Y.AsSpan(end, CoulombSteps.Chunk).Clear();
        Z.AsSpan(end, CoulombSteps.Chunk).Clear();
        _pairs.Add(ket);
        _first.Add(end);
        _column.Add(Columns + ket.Stride);
    }

    void Grow(int room)
    {
        _room = room;
        Exponents = Resized(Exponents);
        X = Resized(X);
        Y = Resized(Y);
        Z = Resized(Z);
    }

    double[] Resized(double[] from)
    {
        var into = new double[_room];
        from.CopyTo(into, 0);
        return into;
    }
}
