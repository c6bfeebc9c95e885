using Athanor.Atoms;

namespace Athanor.Potentials.Behler;

/// <summary>
/// One number that describes an atom's surroundings, the same after rotation, translation and exchange of like atoms: a sum over its neighbours or
/// over pairs of them (Behler, J. Chem. Phys. 134, 074106, 2011). fc is the set's cutoff function.
/// </summary>
/// <param name="Cutoff">rc, Å.</param>
public abstract record SymmetryFunction(double Cutoff)
{
    /// <summary>The number n2p2 and RuNNer give this kind of function; 0 where they have none.</summary>
    public abstract int Type { get; }
}

/// <summary>
/// G = Σ_j Z exp(−η (r_ij − r_s)²) fc(r_ij) (G2; G1 with η = 0). Over neighbours of one element, Z = 1; or over all, Z their atomic number (the weighted form of
/// Gastegger et al., J. Chem. Phys. 148, 241709, 2018).
/// </summary>
/// <param name="Neighbour">The element summed over; null for all, weighted.</param>
/// <param name="Eta">η, Å⁻².</param>
/// <param name="Shift">r_s, Å.</param>
public sealed record RadialFunction(Element? Neighbour, double Eta, double Shift, double Cutoff) : SymmetryFunction(Cutoff)
{
    public override int Type => Neighbour is null ? 12 : 2;

    public override string ToString() => $"radial {Neighbour?.Symbol ?? "Z"} eta {Eta:g6} shift {Shift:g6} cutoff {Cutoff:g6}";
}

/// <summary>
/// G = 2^(1−ζ) Σ_{j&lt;k} Z (1 + λ cos θ_jik)^ζ exp(−η [(r_ij − r_s)² + (r_ik − r_s)² + (r_jk − r_s)²]) fc(r_ij) fc(r_ik) fc(r_jk): the narrow form (G4), which wants
/// the two neighbours near each other; the wide form (G5) leaves out both factors of r_jk. Over pairs of given elements, Z = 1, or over all pairs, Z the product
/// of their atomic numbers. Where 1 + λ cos θ is not positive a pair gives nothing.
/// </summary>
/// <param name="Neighbours">The two elements, in either order; null for all, weighted.</param>
/// <param name="Narrow">True for G4, false for G5.</param>
/// <param name="Eta">η, Å⁻².</param>
/// <param name="Shift">r_s, Å.</param>
/// <param name="Lambda">λ, usually 1 or −1.</param>
/// <param name="Zeta">ζ, positive.</param>
public sealed record AngularFunction(ElementPair? Neighbours, bool Narrow, double Eta, double Shift, double Lambda, double Zeta, double Cutoff)
    : SymmetryFunction(Cutoff)
{
    public override int Type => (Neighbours, Narrow) switch
    {
        (null, true) => 13,
        (null, false) => 0,
        (_, true) => 3,
        _ => 9,
    };

    public override string ToString() =>
        $"{(Narrow ? "narrow" : "wide")} {Neighbours?.ToString() ?? "ZZ"} eta {Eta:g6} shift {Shift:g6} lambda {Lambda:g6} zeta {Zeta:g6} cutoff {Cutoff:g6}";
}

/// <summary>Two elements without order.</summary>
public readonly record struct ElementPair
{
    public ElementPair(Element one, Element other) => (First, Second) = one <= other ? (one, other) : (other, one);

    /// <summary>The lighter.</summary>
    public Element First { get; }

    public Element Second { get; }

    public override string ToString() => First.Symbol + Second.Symbol;
}
