using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// A law of a collective variable as a potential, to be added to another one: forces −f′(ξ) ∂ξ/∂r, virial −f′(ξ) ∂ξ/∂ε.
/// </summary>
/// <param name="name">As the grammar writes it, so that a restart finds it again.</param>
public sealed class CollectivePotential(string name, ICollectiveVariable variable, ICollectiveLaw law) : IPotential
{
    public string Name => name;

    public ICollectiveVariable Variable => variable;

    public ICollectiveLaw Law => law;

    /// <summary>None: a variable may look at any atoms.</summary>
    public double? Cutoff => null;

    public bool Covers(Element element) => true;

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(this);

    sealed class Evaluator(CollectivePotential potential) : IEvaluator
    {
        readonly CollectiveGradient _gradient = new();
        bool _checked;

        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            if (!_checked)
                potential.Variable.Check(structure);
            _checked = true;
            _gradient.Reset(structure.Count);
            var value = potential.Variable.Evaluate(structure, 1, _gradient);
            var (energy, slope) = potential.Law.At(value);
            into.Reset(structure.Count, Request.Forces | Request.Virial);
            into.Energy = energy;
            into.Virial = -slope * _gradient.Strain;
            var forces = into.Forces;
            var atoms = _gradient.Atoms;
            for (var i = 0; i < forces.Length; i++)
                forces[i] = -slope * atoms[i];
        }

        public void Dispose()
        {
        }
    }
}
