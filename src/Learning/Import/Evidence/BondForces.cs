using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Whether forces act against the stretching of bonds, as they must: for each atom and its nearest neighbour the force along the bond,
/// ½ (F_j − F_i) · r̂_ij (positive pushes apart), against the bond's length, both relative to the medians of bonds of the same kind.
/// The ratio is minus a mean stiffness, eV/Å².
/// </summary>
/// <param name="Ratio">Push over stretch. Negative for forces; gradients make it positive.</param>
/// <param name="Strength">Stiffness × length², eV: about 50 for bonds of molecules, 10 to 50 for metals; always positive.</param>
/// <param name="Covalent">Nearly all of these bonds are covalent ones between non-metals.</param>
internal sealed record BondForces(RatioEvidence Ratio, double Strength, bool Covalent)
{
    const int Fewest = 30;

    // Stiffness × length² of covalent bonds: H–C 37, C–C 66, N≡N 173 eV, if nothing else moves; the environment adds and takes some.
    public const double Ordinary = 45;

    const double WeakestCovalent = 12, Strongest = 250;

    /// <summary>Enough bonds, which agree.</summary>
    public bool IsConclusive => Ratio.Count >= Fewest && Math.Abs(Ratio.Correlation) > 0.4;

    public bool Attract => IsConclusive && Ratio.Correlation < 0;

    public bool Repel => IsConclusive && Ratio.Correlation > 0;

    /// <summary>Whether bonds are as stiff as bonds are, if forces are in units of so many eV/Å.</summary>
    public bool Allows(double forceFactor) => !IsConclusive
        || (Strength * forceFactor < Strongest && (!Covalent || Strength * forceFactor > WeakestCovalent));

    /// <summary>What forces from somewhere (the label, or a column that may be one) say.</summary>
    /// <param name="forces">eV/Å, one per atom; null for a frame without.</param>
    public static BondForces Of(InspectedData data, Func<Frame, Vec3[]?> forces)
    {
        var kinds = new BondKinds(data.Frames);
        for (var k = 0; k < data.Frames.Count; k++)
        {
            if (forces(data.Frames[k]) is not { } f || !f.All(v => v.IsFinite))
                continue;
            var near = data.Contacts(k);
            for (var i = 0; i < f.Length; i++)
            {
                var j = near.Partner[i];
                // Two atoms that are each other's nearest are one bond.
                if (j >= 0 && j != i && !(near.Partner[j] == i && j < i))
                    kinds.Add(k, i, j, near.Distance[i], 0.5 * Vec3.Dot(f[j] - f[i], near.ToPartner[i]) / near.Distance[i]);
            }
        }
        var (stretch, push, lengths) = kinds.Centred();
        var ratio = RatioEvidence.Of(stretch, push);
        var typical = Sample.Median(lengths);
        return new BondForces(ratio, Math.Abs(ratio.Ratio) * typical * typical, kinds.AreCovalent);
    }
}
