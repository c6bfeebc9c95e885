using System.Collections.Immutable;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>What is around one atom, however it is turned, moved or numbered.</summary>
public sealed class AtomFingerprint
{
    /// <summary>The relative distance at which <see cref="Similarity"/> is exp(−½).</summary>
    public const double Width = 0.1;

    readonly double[] _invariants, _pseudoscalars;
    readonly double _square;

    internal AtomFingerprint(Element element, ImmutableArray<CoordinationShell> shells, double[] invariants, double[] pseudoscalars)
    {
        (Element, Shells, _invariants, _pseudoscalars) = (element, shells, invariants, pseudoscalars);
        foreach (var p in invariants)
            _square += p * p;
        foreach (var p in pseudoscalars)
            _square += p * p;
        Length = Math.Sqrt(_square);
    }

    public Element Element { get; }

    /// <summary>By distance.</summary>
    public ImmutableArray<CoordinationShell> Shells { get; }

    /// <summary>In the order of <see cref="FingerprintForm.Names"/>; reflection leaves them as they are.</summary>
    public ReadOnlySpan<double> Invariants => _invariants;

    /// <summary>In the order of <see cref="FingerprintForm.PseudoNames"/>; reflection turns their signs over.</summary>
    public ReadOnlySpan<double> Pseudoscalars => _pseudoscalars;

    /// <summary>Length of the vector of all invariants.</summary>
    public double Length { get; }

    /// <summary>The fingerprint of the mirror image.</summary>
    public AtomFingerprint Mirrored() => new(Element, Shells, _invariants, [.. _pseudoscalars.Select(p => -p)]);

    /// <summary>|p − q|² / ((|p|² + |q|²)/2), p and q the vectors of all invariants: 0 where they are equal, 2 where they have nothing in common; infinite for different elements.</summary>
    /// <exception cref="ArgumentException">They are of different forms.</exception>
    public double SquareTo(AtomFingerprint other)
    {
        if (_invariants.Length != other._invariants.Length || _pseudoscalars.Length != other._pseudoscalars.Length)
            throw new ArgumentException("Fingerprints of one form can be compared.", nameof(other));
        if (Element != other.Element)
            return double.PositiveInfinity;
        double sum = Square(_invariants, other._invariants) + Square(_pseudoscalars, other._pseudoscalars), size = 0.5 * (_square + other._square);
        return sum == 0 ? 0 : sum / size;
    }

    /// <summary>Whether the distance is at most so much; lengths alone tell most apart.</summary>
    internal bool IsWithin(double tolerance, AtomFingerprint other)
    {
        var apart = Length - other.Length;
        return apart * apart <= tolerance * tolerance * 0.5 * (_square + other._square) * (1 + 1e-9) + 1e-300 && SquareTo(other) <= tolerance * tolerance;
    }

    /// <summary>exp(−½ d²/Width²), d² of <see cref="SquareTo"/>; 0 for different elements. A kernel, since d² = 2 − 2 · 2 p·q / (|p|² + |q|²), and that fraction is one.</summary>
    /// <exception cref="ArgumentException">They are of different forms.</exception>
    public double Similarity(AtomFingerprint other) => Math.Exp(-0.5 / (Width * Width) * SquareTo(other));

    static double Square(double[] p, double[] q)
    {
        var sum = 0.0;
        for (var k = 0; k < p.Length; k++)
            sum += (p[k] - q[k]) * (p[k] - q[k]);
        return sum;
    }
}
