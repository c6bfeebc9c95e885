using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>
/// Two atoms alone, energy against distance, for every pair of elements: the quickest look at whether a potential holds atoms apart and lets them go.
/// </summary>
public static class DimerCurves
{
    const double Nearest = 0.5, Step = 0.05, BeyondCutoff = 0.5, DefaultReach = 6;

    /// <summary>Dispersion reaches fifty Ångström, where nothing is to be seen.</summary>
    const double Farthest = 12;

    /// <summary>eV beyond which a curve is cut off, so that the well stays visible.</summary>
    const double Ceiling = 20;

    public static LineChart Of(IPotential potential, IReadOnlyList<Element> elements)
    {
        var chart = new LineChart("Dimers", new Axis("distance", "Å"), new Axis("energy less that of the atoms", "eV") { Max = Ceiling });
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        var reach = Math.Min(potential.Cutoff ?? DefaultReach, Farthest) + BeyondCutoff;
        for (var a = 0; a < elements.Count; a++)
        {
            for (var b = a; b < elements.Count; b++)
            {
                var (x, y) = (new List<double>(), new List<double>());
                var apart = Energy(elements[a], elements[b], reach + 10);
                for (var r = Nearest; r <= reach; r += Step)
                {
                    var energy = Energy(elements[a], elements[b], r) - apart;
                    if (energy > Ceiling)
                        continue;
                    x.Add(r);
                    y.Add(energy);
                }
                chart.Add($"{elements[a]}–{elements[b]}", x, y);
            }
        }
        return chart;

        double Energy(Element one, Element other, double distance)
        {
            evaluator.Evaluate(new Structure([one, other], [default, new Vec3(distance, 0, 0)]), Request.Energy, prediction);
            return prediction.Energy;
        }
    }
}
