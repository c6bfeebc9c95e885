using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Tests.Ace;

/// <summary>An atom within a propeller of two blades and one of three, about one axis.</summary>
static class TwoPropellers
{
    /// <param name="inner">+1 or −1: the hand of the two blades.</param>
    /// <param name="outer">That of the three.</param>
    internal static Structure Of(int inner, int outer)
    {
        List<Vec3> at = [Vec3.Zero, .. Propeller(2, 1.6, 0.9, inner), .. Propeller(3, 2.1, 1.2, outer)];
        return new Structure([.. at.Select((_, i) => Element.Parse(i == 0 ? "C" : i < 5 ? "H" : "He"))], [.. at]);
    }

    static IEnumerable<Vec3> Propeller(int blades, double radius, double polar, int hand)
    {
        for (var k = 0; k < blades; k++)
        {
            foreach (var up in (int[])[1, -1])
            {
                var azimuth = 2 * Math.PI * k / blades + (up < 0 ? hand * Math.PI / 6 : 0);
                yield return radius * new Vec3(Math.Sin(polar) * Math.Cos(azimuth), Math.Sin(polar) * Math.Sin(azimuth), up * Math.Cos(polar));
            }
        }
    }

    /// <summary>Of the atom in the middle.</summary>
    internal static double[] Invariants(int[] degrees, int[]? odd, Structure structure)
    {
        var form = AceSamples.Model(["C", "H", "He"], degrees, odd: odd).Form;
        var range = new DescriptorRange(form.Elements.Length, form.Invariants);
        using var rows = AceRows.Open(form);
        rows.AddTo(range, structure);
        return range.Minimum(0);
    }
}
