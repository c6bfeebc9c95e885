using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>What acts between two species.</summary>
/// <param name="Cutoff">Å.</param>
/// <param name="SwitchFrom">Å, where switching begins; of no meaning unless the table's ending is <see cref="PairEnding.Switched"/>.</param>
public readonly record struct PairEntry<TLaw>(TLaw Law, double Cutoff, double SwitchFrom = 0)
    where TLaw : struct, IPairLaw<TLaw>;

/// <summary>A law's parameters for every pair of species.</summary>
public sealed class PairTable<TLaw>
    where TLaw : struct, IPairLaw<TLaw>
{
    readonly PairEntry<TLaw>?[] _entries;

    /// <summary>The same between any two atoms of whatever element.</summary>
    public PairTable(PairEntry<TLaw> everywhere, PairEnding ending)
        : this(null, (_, _) => everywhere, ending)
    {
    }

    /// <param name="elements">The elements covered, each once; null for all of them, as one species.</param>
    /// <param name="entry">What acts between two of them; null for nothing. Asked once for each pair, the lower place first.</param>
    /// <exception cref="ArgumentException">A cutoff is not above zero, or switching does not begin below it.</exception>
    public PairTable(IReadOnlyList<Element>? elements, Func<int, int, PairEntry<TLaw>?> entry, PairEnding ending)
    {
        Elements = elements;
        Ending = ending;
        _entries = new PairEntry<TLaw>?[SpeciesCount * SpeciesCount];
        for (var a = 0; a < SpeciesCount; a++)
        {
            for (var b = a; b < SpeciesCount; b++)
            {
                var pair = entry(a, b);
                if (pair is { } p && !(p.Cutoff > 0 && double.IsFinite(p.Cutoff)))
                    throw new ArgumentException($"A cutoff must be above zero; {p.Cutoff} Å is not.", nameof(entry));
                if (ending == PairEnding.Switched && pair is { } s && !(s.SwitchFrom >= 0 && s.SwitchFrom < s.Cutoff))
                    throw new ArgumentException($"Switching must begin between 0 and the cutoff of {s.Cutoff} Å; {s.SwitchFrom} Å is not.", nameof(entry));
                _entries[a * SpeciesCount + b] = _entries[b * SpeciesCount + a] = pair;
            }
        }
        Range = _entries.Max(e => e?.Cutoff ?? 0);
    }

    /// <summary>Null where the table has one species that stands for every element.</summary>
    public IReadOnlyList<Element>? Elements { get; }

    public int SpeciesCount => Elements?.Count ?? 1;

    public PairEnding Ending { get; }

    /// <summary>The longest cutoff, Å.</summary>
    public double Range { get; }

    public PairEntry<TLaw>? this[int a, int b] => _entries[a * SpeciesCount + b];

    /// <summary>
    /// What kernels read, coefficient by coefficient: entry [(a · count + c) · species + b] is coefficient c of the pair (a, b), first the law's, then the
    /// ending's. Of pairs without interaction the cutoff is zero.
    /// </summary>
    internal double[] Coefficients(out int count)
    {
        var lawCount = TLaw.CoefficientCount;
        count = lawCount + (Ending == PairEnding.Switched ? SwitchedEnd.CoefficientCount : TruncatedEnd.CoefficientCount);
        var all = new double[SpeciesCount * SpeciesCount * count];
        Span<double> one = stackalloc double[count];
        for (var a = 0; a < SpeciesCount; a++)
        {
            for (var b = 0; b < SpeciesCount; b++)
            {
                one.Clear();
                if (this[a, b] is { } entry)
                {
                    entry.Law.Prepare(one[..lawCount]);
                    PrepareEnd(entry, one[..lawCount], one[lawCount..]);
                }
                for (var c = 0; c < count; c++)
                    all[(a * count + c) * SpeciesCount + b] = one[c];
            }
        }
        return all;
    }

    void PrepareEnd(PairEntry<TLaw> entry, ReadOnlySpan<double> law, Span<double> end)
    {
        var squared = entry.Cutoff * entry.Cutoff;
        end[0] = squared;
        if (Ending == PairEnding.Shifted)
            end[1] = EnergyAt(law, squared);
        if (Ending == PairEnding.Switched)
        {
            end[1] = entry.SwitchFrom * entry.SwitchFrom;
            end[2] = 1 / (squared - end[1]);
        }
    }

    static double EnergyAt(ReadOnlySpan<double> law, double squared)
    {
        Span<F64x1> coefficients = stackalloc F64x1[law.Length];
        for (var c = 0; c < law.Length; c++)
            coefficients[c] = new F64x1(law[c]);
        TLaw.Evaluate(ref coefficients[0], new F64x1(squared), out var energy, out _);
        return energy.V;
    }
}
