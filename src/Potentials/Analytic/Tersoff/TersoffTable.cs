using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>A line of a Tersoff file, for a centre, a bond and a third atom. Names are those of LAMMPS' manual; eV, Å.</summary>
readonly record struct TersoffEntry(
    int M, double Gamma, double Lambda3, double C, double D, double CosTheta0, double N, double Beta, double Lambda2, double B, double R, double Width, double Lambda1, double A)
{
    internal double Cutoff => R + Width;
}

/// <summary>Entries for all triples of elements, (centre, bond, third); some may be missing, and structures that would need them are refused.</summary>
sealed class TersoffTable
{
    /// <summary>Numbers of a pair: A/2 e^(−λ1 R), λ1, B/2 e^(−λ2 R), λ2, β, n, R, 1/D: what decays is counted from R, for the sake of floats.</summary>
    internal const int PairNumbers = 8;

    /// <summary>Numbers of a triple: λ3, weights of the first and of the third power of λ3 (r_ij − r_ik), γ, γ c²/d², d², h, R, 1/D.</summary>
    internal const int TripleNumbers = 9;

    readonly TersoffEntry?[,,] _entries;

    internal TersoffTable(IReadOnlyList<Element> elements, TersoffEntry?[,,] entries)
    {
        Elements = elements;
        _entries = entries;
        var all = Enumerable.Range(0, elements.Count);
        var present = (from i in all from j in all from k in all select (I: i, J: j, K: k, Entry: entries[i, j, k])).ToArray();
        IsComplete = present.All(p => p.Entry is not null);
        Range = present.Max(p => p.Entry?.Cutoff ?? 0);
        HasStretch = present.Any(p => p.Entry is { Lambda3: not 0 });
        CutoffsAreOfPairs = present.All(p => p.Entry is not { } e || entries[p.I, p.K, p.K] is not { } pair || (e.R == pair.R && e.Width == pair.Width));
        Pairs = new double[elements.Count * elements.Count * PairNumbers];
        Triples = new double[elements.Count * elements.Count * elements.Count * TripleNumbers];
        foreach (var (i, j, k, entry) in present)
        {
            // What is missing is only asked of places where no atom is; the centre's own numbers keep those finite.
            var e = entry ?? entries[i, i, i]!.Value;
            if (j == k)
                ((ReadOnlySpan<double>)[0.5 * e.A * Math.Exp(-e.Lambda1 * e.R), e.Lambda1, 0.5 * e.B * Math.Exp(-e.Lambda2 * e.R), e.Lambda2, e.Beta, e.N, e.R, 1 / e.Width]).CopyTo(Pairs.AsSpan((i * elements.Count + j) * PairNumbers));
            double c = e.C * e.C, d = e.D * e.D;
            ((ReadOnlySpan<double>)[e.Lambda3, e.M == 1 ? 1 : 0, e.M == 1 ? 0 : 1, e.Gamma, c == 0 ? 0 : e.Gamma * c / d, c == 0 ? 1 : d, e.CosTheta0, e.R, 1 / e.Width])
                .CopyTo(Triples.AsSpan(((i * elements.Count + j) * elements.Count + k) * TripleNumbers));
        }
    }

    internal IReadOnlyList<Element> Elements { get; }

    internal TersoffEntry? this[int i, int j, int k] => _entries[i, j, k];

    /// <summary>Whether no triple is missing.</summary>
    internal bool IsComplete { get; }

    /// <summary>The longest cutoff, Å.</summary>
    internal double Range { get; }

    /// <summary>Whether any λ3 differs from zero.</summary>
    internal bool HasStretch { get; }

    /// <summary>Whether the cutoff of a third atom is that of its own bond to the centre, as in the papers; some files have it otherwise.</summary>
    internal bool CutoffsAreOfPairs { get; }

    internal double[] Pairs { get; }

    internal double[] Triples { get; }

    /// <summary>The first triple that is missing among some elements; null where none is.</summary>
    internal (int I, int J, int K)? Missing(ReadOnlySpan<bool> there)
    {
        for (var i = 0; i < Elements.Count; i++)
        {
            for (var j = 0; j < Elements.Count; j++)
            {
                for (var k = 0; k < Elements.Count; k++)
                {
                    if (there[i] && there[j] && there[k] && _entries[i, j, k] is null)
                        return (i, j, k);
                }
            }
        }
        return null;
    }
}
