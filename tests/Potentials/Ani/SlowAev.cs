using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ani;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Ani;

/// <summary>The environment vector and the energy as the formulas have them: loops over images, an arc cosine, one network at a time.</summary>
static class SlowAev
{
    internal static double[][] Of(AevFunctions f, Structure structure)
    {
        var rows = new double[structure.Count][];
        for (var i = 0; i < structure.Count; i++)
            rows[i] = Row(f, Neighbours(f, structure, i));
        return rows;
    }

    /// <summary>Energy, eV.</summary>
    internal static double Energy(AniModel model, Structure structure)
    {
        var rows = Of(model.Functions, structure);
        var energy = 0.0;
        for (var i = 0; i < structure.Count; i++)
        {
            var s = model.SpeciesOf(structure.Elements[i]);
            energy += model.SelfEnergies[s] + model.Members.Average(m => Output(m[s], rows[i]));
        }
        return energy * AniModel.Hartree;
    }

    static double Output(ElementNetwork network, double[] x)
    {
        for (var l = 0; l < network.Layers; l++)
        {
            var y = new double[network.Sizes[l + 1]];
            for (var o = 0; o < y.Length; o++)
            {
                y[o] = network.Parameters[network.BiasesStart(l) + o];
                for (var i = 0; i < x.Length; i++)
                    y[o] += network.Parameters[network.WeightsStart(l) + i * y.Length + o] * x[i];
                y[o] = network.Activations[l] switch
                {
                    Activation.Celu => y[o] > 0 ? y[o] : 0.1 * (Math.Exp(y[o] / 0.1) - 1),
                    Activation.Gaussian => Math.Exp(-y[o] * y[o] / 2),
                    _ => y[o],
                };
            }
            x = y;
        }
        return x[0];
    }

    static List<(int Species, Vec3 R)> Neighbours(AevFunctions f, Structure structure, int i)
    {
        var found = new List<(int, Vec3)>();
        var reach = structure.Cell is null ? 0 : 1 + (int)Math.Ceiling((f.RadialCutoff + structure.Positions.Max(r => r.Length)) / Heights(structure.Cell));
        for (var a = -reach; a <= reach; a++)
        {
            for (var b = -reach; b <= reach; b++)
            {
                for (var c = -reach; c <= reach; c++)
                {
                    var p = structure.Periodic;
                    if ((a != 0 && !p.A) || (b != 0 && !p.B) || (c != 0 && !p.C))
                        continue;
                    var shift = structure.Cell?.ToCartesian(new Vec3(a, b, c)) ?? Vec3.Zero;
                    for (var j = 0; j < structure.Count; j++)
                    {
                        var r = structure.Positions[j] + shift - structure.Positions[i];
                        if ((j != i || a != 0 || b != 0 || c != 0) && r.Length <= f.RadialCutoff)
                            found.Add((f.SpeciesOf(structure.Elements[j]), r));
                    }
                }
            }
        }
        return found;
    }

    static double Heights(Cell cell) => Math.Min(cell.Volume / Vec3.Cross(cell.Vectors.Row(1), cell.Vectors.Row(2)).Length, Math.Min(
        cell.Volume / Vec3.Cross(cell.Vectors.Row(0), cell.Vectors.Row(2)).Length, cell.Volume / Vec3.Cross(cell.Vectors.Row(0), cell.Vectors.Row(1)).Length));

    static double Cutoff(double r, double end) => r <= end ? 0.5 * Math.Cos(Math.PI * r / end) + 0.5 : 0;

    static double[] Row(AevFunctions f, List<(int Species, Vec3 R)> neighbours)
    {
        var row = new double[f.Count];
        int n = f.Elements.Length, radial = f.RadialShifts.Length, angular = f.AngularShifts.Length * f.Angles.Length;
        foreach (var (s, r) in neighbours)
        {
            for (var k = 0; k < radial; k++)
                row[s * radial + k] += 0.25 * Math.Exp(-f.RadialEta * Math.Pow(r.Length - f.RadialShifts[k], 2)) * Cutoff(r.Length, f.RadialCutoff);
        }
        for (var j = 0; j < neighbours.Count; j++)
        {
            for (var k = j + 1; k < neighbours.Count; k++)
            {
                var ((sj, rj), (sk, rk)) = (neighbours[j], neighbours[k]);
                if (rj.Length > f.AngularCutoff || rk.Length > f.AngularCutoff)
                    continue;
                int a = Math.Min(sj, sk), b = Math.Max(sj, sk);
                var start = n * radial + (a * n - a * (a - 1) / 2 + b - a) * angular;
                var theta = Math.Acos(0.95 * Vec3.Dot(rj, rk) / (rj.Length * rk.Length));
                for (var p = 0; p < f.AngularShifts.Length; p++)
                {
                    for (var q = 0; q < f.Angles.Length; q++)
                    {
                        row[start + p * f.Angles.Length + q] += 2 * Math.Pow((1 + Math.Cos(theta - f.Angles[q])) / 2, f.Zeta)
                            * Math.Exp(-f.AngularEta * Math.Pow((rj.Length + rk.Length) / 2 - f.AngularShifts[p], 2))
                            * Cutoff(rj.Length, f.AngularCutoff) * Cutoff(rk.Length, f.AngularCutoff);
                    }
                }
            }
        }
        return row;
    }
}
