using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Tests.Ace;

/// <summary>The energy of a linear model as its equations say it: plain loops over atoms, neighbours, functions.</summary>
static class SlowAce
{
    internal static double Energy(AceModel model, Structure structure)
    {
        var form = model.Form;
        var energy = 0.0;
        var (p, q, s) = (structure.Periodic[0] ? 2 : 0, structure.Periodic[1] ? 2 : 0, structure.Periodic[2] ? 2 : 0);
        for (var i = 0; i < structure.Count; i++)
        {
            var centre = model.SpeciesOf(structure.Elements[i]);
            energy += model.AtomEnergy(centre);
            var planes = Enumerable.Range(0, form.Channels).Select(_ => new double[form.Plan.Planes]).ToArray();
            for (var j = 0; j < structure.Count; j++)
            {
                var mixing = MixingOf(form, centre, model.SpeciesOf(structure.Elements[j]));
                for (var x = -p; x <= p; x++)
                {
                    for (var y = -q; y <= q; y++)
                    {
                        for (var z = -s; z <= s; z++)
                        {
                            var shift = structure.Cell is { } cell ? new Vec3(x, y, z) * cell.Vectors : Vec3.Zero;
                            var r = structure.Positions[j] + shift - structure.Positions[i];
                            if (r.Length > 1e-9 && r.Length < form.Basis.Cutoff)
                                AddNeighbour(form, mixing, r, planes);
                        }
                    }
                }
            }
            for (var k = 0; k < form.Channels; k++)
            {
                Multiply(form.Plan, planes[k]);
                for (var path = 0; path < form.ScalarPaths.Length; path++)
                    energy += model.Weights(centre)[path * form.Channels + k] * planes[k][form.ScalarPaths[path]];
            }
        }
        return energy;
    }

    static double[] MixingOf(AceForm form, int centre, int neighbour)
    {
        var mixing = new double[form.PairSize];
        for (var k = 0; k < mixing.Length; k++)
        {
            if (form.Embedding is not { } e)
                mixing[k] = form.Mixing[(centre * form.Elements.Length + neighbour) * mixing.Length + k];
            else
            {
                for (var d = 0; d < e.Width; d++)
                    mixing[k] += e.Of(neighbour)[d] * form.Mixing[d * mixing.Length + k];
            }
        }
        return mixing;
    }

    static void AddNeighbour(AceForm form, ReadOnlySpan<double> mixing, Vec3 r, double[][] planes)
    {
        var y = RealHarmonics.Of(r, form.Degrees - 1);
        for (var k = 0; k < form.Channels; k++)
        {
            for (var l = 0; l < form.Degrees; l++)
            {
                var radial = 0.0;
                for (var b = 0; b < form.Basis.Count; b++)
                    radial += mixing[(b * form.Degrees + l) * form.Channels + k] * Radial(form.Basis, b, r.Length);
                for (var m = l * l; m < (l + 1) * (l + 1); m++)
                    planes[k][m] += radial * y[m];
            }
        }
    }

    static double Radial(RadialBasis basis, int b, double r)
    {
        double At(double d) => 1 / (1 + d / basis.Scale);
        var x = -1 + 2 * (At(r) - At(basis.Cutoff)) / (At(0) - At(basis.Cutoff));
        var u = r / basis.Cutoff;
        return Math.Cos(b * Math.Acos(Math.Clamp(x, -1, 1))) * Math.Pow(1 - u * u, 3);
    }

    /// <summary>Fills the planes that are products.</summary>
    internal static void Multiply(ProductPlan plan, double[] planes)
    {
        for (var p = plan.Inputs; p < plan.Planes; p++)
        {
            planes[p] = 0;
            for (var t = plan.TermStart[p - plan.Inputs]; t < plan.TermStart[p - plan.Inputs + 1]; t++)
                planes[p] += plan.Coefficients[t] * planes[plan.Terms[t].A] * planes[plan.Terms[t].B];
        }
    }
}
