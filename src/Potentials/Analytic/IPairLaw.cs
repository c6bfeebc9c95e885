using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// An energy that depends on the distance of two atoms: the parameters of one pair of species, and the law itself, written once over numbers of any
/// width. Cutoffs and switching are added by a <see cref="PairEnding"/>.
/// </summary>
public interface IPairLaw<TSelf>
    where TSelf : struct, IPairLaw<TSelf>
{
    /// <summary>Numbers that <see cref="Prepare"/> writes and <see cref="Evaluate"/> reads; at most eight.</summary>
    static abstract int CoefficientCount { get; }

    /// <summary>Whether few of the listed neighbours are ever within the cutoff, so that it pays to look before computing.</summary>
    static virtual bool IsRare => false;

    /// <summary>Turns the parameters into what the law computes with.</summary>
    void Prepare(Span<double> coefficients);

    /// <summary>Energy E (eV) and slope dE/d(r²) (eV/Å²) at the squared distance r² (Å²). Must be finite, not NaN, up to distances of 10⁹ Å.</summary>
    /// <param name="c">The first of the coefficients.</param>
    static abstract void Evaluate<T>(ref T c, T squared, out T energy, out T slope)
        where T : struct, IReal<T>;
}

/// <summary>A parameter as users give it.</summary>
/// <param name="Key">"epsilon".</param>
/// <param name="Meaning">"well depth, eV".</param>
/// <param name="Positive">Whether it must be above zero.</param>
public sealed record PairParameter(string Key, string Meaning, bool Positive);

/// <summary>A pair law whose parameters are named in the grammar.</summary>
public interface INamedPairLaw<TSelf> : IPairLaw<TSelf>
    where TSelf : struct, INamedPairLaw<TSelf>
{
    /// <summary>Its prefix in the grammar.</summary>
    static abstract string Kind { get; }

    static abstract string Usage { get; }

    static abstract IReadOnlyList<PairParameter> Parameters { get; }

    /// <summary>From values in the order of <see cref="Parameters"/>.</summary>
    static abstract TSelf From(ReadOnlySpan<double> values);

    /// <summary>The values in the order of <see cref="Parameters"/>.</summary>
    double[] Values { get; }

    /// <summary>The law between unlike atoms from those between like ones; null where the law has no such rule.</summary>
    static virtual TSelf? Mix(TSelf a, TSelf b) => null;
}
