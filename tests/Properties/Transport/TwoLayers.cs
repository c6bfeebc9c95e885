using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

/// <summary>U_i = Σ_j ρ_i ρ_j w(r_ij) with ρ_i = Σ_j w(r_ij): atoms see one another through neighbours, as the layers of a message-passing model do. Energies alone; molecules alone.</summary>
sealed class TwoLayers(double range) : IPotential, IEvaluator
{
    public string Name => "two layers";

    public double? Cutoff => 2 * range;

    public bool Covers(Element element) => true;

    public IEvaluator Open(EvaluatorOptions options) => this;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        into.Reset(structure.Count, Request.AtomEnergies);
        var n = structure.Count;
        var densities = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                densities[i] += j == i ? 0 : Weight(structure, i, j);
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                into.AtomEnergies[i] += j == i ? 0 : densities[i] * densities[j] * Weight(structure, i, j);
            into.Energy += into.AtomEnergies[i];
        }
    }

    double Weight(Structure s, int i, int j)
    {
        var x = (s.Positions[j] - s.Positions[i]).Length / range;
        return x >= 1 ? 0 : 0.1 * Math.Pow(1 - x * x, 4);
    }

    public void Dispose()
    {
    }
}
