using Athanor.Atoms;

namespace Athanor.Potentials.Tests;

/// <summary>A kind whose potentials are nothing but their names.</summary>
sealed class FakeKind(string name) : IPotentialKind
{
    public string Name => name;

    public string Usage => name;

    public IPotential Open(PotentialName potential) => new Named(potential.Text);

    sealed class Named(string name) : IPotential
    {
        public string Name => PotentialGrammar.Quote(name);

        public double? Cutoff => name == "a" ? 5 : null;

        public bool Covers(Element element) => name != "a" || element.AtomicNumber < 10;

        public IEvaluator Open(EvaluatorOptions options) => throw new NotSupportedException();
    }
}
