namespace Athanor.Potentials.Nep;

/// <summary>
/// Invariants beyond the three-body ones. The digits are the l of the coupled accumulators; the order is that of the descriptor and of the flags after <c>l_max</c>.
/// </summary>
[Flags]
public enum NepInvariants
{
    None = 0,
    Q222 = 1,

    /// <summary>7/15 of the square of the l = 1 invariant; redundant, of older models.</summary>
    Q1111 = 2,
    Q112 = 4,
    Q123 = 8,
    Q233 = 16,
    Q134 = 32,
}
