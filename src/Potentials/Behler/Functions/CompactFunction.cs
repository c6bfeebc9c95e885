using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Potentials.Behler;

/// <summary>
/// The window that compact symmetry functions are made of (Bircher, Singraber, Dellago, Mach. Learn.: Sci. Technol. 2, 035026, 2021): with m and w the middle and half width of an interval,
/// the core shape of |v − m|/w inside, zero outside.
/// </summary>
/// <param name="Inner">Å where the window in r begins. Where it is below zero, the window usually reaches from −rc to rc, so that it is largest at the centre.</param>
/// <param name="Cutoff">Å where it ends.</param>
/// <param name="Core">One of <see cref="CutoffShape.Exponential"/> and the four polynomials.</param>
/// <param name="Skewed">Whether the radial window takes x(2 − x) for x = |r − m|/w (the "a" of p2a), which makes it narrower at its top. Windows in the angle never do.</param>
public readonly record struct CompactWindow(double Inner, double Cutoff, CutoffShape Core, bool Skewed)
{
    /// <summary>n2p2's word: "p2a", "e".</summary>
    internal string Subtype => (Core == CutoffShape.Exponential ? "e" : $"p{Core - CutoffShape.Polynomial1 + 1}") + (Skewed ? "a" : "");

    /// <summary>Å.</summary>
    internal double Middle => 0.5 * (Cutoff + Inner);

    /// <summary>Å.</summary>
    internal double HalfWidth => 0.5 * (Cutoff - Inner);

    internal string? Wrong =>
        !double.IsFinite(Inner) || !(Inner < Cutoff) ? "its window must begin at a length below its end"
        : Core is not (CutoffShape.Exponential or CutoffShape.Polynomial1 or CutoffShape.Polynomial2 or CutoffShape.Polynomial3 or CutoffShape.Polynomial4) ? "its core must be exponential or polynomial"
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"from {Inner:g6} to {Cutoff:g6} {Subtype}");
}

/// <summary>G = Σ_j Z C(r_ij), C the window. Over neighbours of one element, Z = 1, or over all, Z their atomic number. Knows nothing of the set's cutoff function.</summary>
/// <param name="Neighbour">The element summed over; null for all, weighted.</param>
public sealed record CompactRadialFunction(Element? Neighbour, CompactWindow Window) : SymmetryFunction(Window.Cutoff)
{
    public override int Type => Neighbour is null ? 23 : 20;

    public override string ToString() => $"compact {Neighbour?.Symbol ?? "Z"} {Window}";
}

/// <summary>
/// G = Σ_{j&lt;k} Z C(r_ij) C(r_ik) C(r_jk) A(θ_jik), A a window in the angle: the narrow form; the wide one leaves out C(r_jk). Over pairs of given elements, Z = 1, or over
/// all pairs, Z the product of their atomic numbers.
/// </summary>
/// <param name="Neighbours">The two elements, in either order; null for all, weighted.</param>
/// <param name="Narrow">Whether r_jk must lie in the window too.</param>
/// <param name="Window">In the distances.</param>
/// <param name="From">Degrees where the window in the angle begins; below zero only where its middle is zero.</param>
/// <param name="To">Degrees where it ends; above 180 only where its middle is 180.</param>
public sealed record CompactAngularFunction(ElementPair? Neighbours, bool Narrow, CompactWindow Window, double From, double To) : SymmetryFunction(Window.Cutoff)
{
    public override int Type => (Neighbours, Narrow) switch
    {
        (null, true) => 24,
        (null, false) => 25,
        (_, true) => 21,
        _ => 22,
    };

    /// <summary>A window that sticks out of 0 … 180° must be symmetric about that end: else G has a kink at straight angles.</summary>
    internal string? Wrong =>
        Window.Wrong
        ?? (!(From < To) || !double.IsFinite(From) || !double.IsFinite(To) ? "its window of angles must begin below its end"
        : From < 0 && From + To != 0 ? "a window of angles that begins below 0° must have its middle at 0°"
        : To > 180 && From + To != 360 ? "a window of angles that ends above 180° must have its middle at 180°"
        : null);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"compact {(Narrow ? "narrow" : "wide")} {Neighbours?.ToString() ?? "ZZ"} {Window} angle {From:g6} to {To:g6}");
}
