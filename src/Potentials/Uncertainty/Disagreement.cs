using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// How far members of an ensemble are apart on a structure: the largest |F_a − F_b| between any two of them on any one atom. What on-the-fly learning stops by (Li, Kermode and De Vita, Phys. Rev. Lett. 114, 096405 (2015); Vandermause et
/// al., npj Comput. Mater. 6, 20 (2020) by a variance).
/// </summary>
/// <param name="Amount">eV/Å.</param>
/// <param name="Atom">The atom on which it is; −1 in an empty structure.</param>
/// <param name="First">The members who differ.</param>
public readonly record struct Disagreement(double Amount, int Atom, int First, int Second)
{
    /// <param name="forces">[member, atom], eV/Å. A force that is no number is infinitely far from all others.</param>
    public static Disagreement Of(ReadOnlySpan<Vec3> forces, int members)
    {
        var atoms = members == 0 ? 0 : forces.Length / members;
        var worst = new Disagreement(0, -1, 0, 0);
        var largest = -1.0;
        for (var i = 0; i < atoms; i++)
        {
            for (var a = 1; a < members; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    var squared = (forces[a * atoms + i] - forces[b * atoms + i]).LengthSquared;
                    if (double.IsNaN(squared))
                        squared = double.PositiveInfinity;
                    if (squared <= largest)
                        continue;
                    largest = squared;
                    worst = new Disagreement(Math.Sqrt(squared), i, b, a);
                }
            }
        }
        return worst;
    }
}
