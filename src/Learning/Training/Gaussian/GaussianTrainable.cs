using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Inference;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.GaussianProcesses;

namespace Athanor.Learning;

/// <summary>
/// A sparse process as a linear model: parameters are the numbers v that <see cref="GaussianRows"/> multiply, all of one prior, then an energy added to every atom of each species. So the evidence finds the prior's variance and the noise of energies,
/// forces and stresses, and the posterior is exact.
/// </summary>
sealed class GaussianTrainable(SparseSurroundings sparse, DescriptorRange range, AtomEnergies atomEnergies, IReadOnlyList<Frame> frames, TrainingOptions options) : ITrainable, ILinearModel
{
    int Species => sparse.Form.Invariants.Elements.Length;

    public int ParameterCount => sparse.Count + Species;

    // The energies of atoms are all but free.
    public double[] Prior => [.. Enumerable.Repeat(1.0, sparse.Count), .. Enumerable.Repeat(1e-6, Species)];

    /// <summary>
    /// Forces of the prior are as large as those of the data, or energies where there are none. Energies of atoms, which are all but free, do not count: a prior that is as large as the data with them is so strong for the rest that all is taken for noise,
    /// and the evidence does not get away from there.
    /// </summary>
    public double? FirstPrecision(IReadOnlyList<NormalEquations> kinds)
    {
        var kind = kinds[1].Squares > 0 ? kinds[1] : kinds[0];
        var trace = 0.0;
        for (var k = 0; k < sparse.Count; k++)
            trace += kind.Matrix[k, k];
        return kind.Squares > 0 && trace > 0 ? trace / kind.Squares : null;
    }

    public bool KeepsPosterior => true;

    public IReadOnlyList<FrameFeatures> Features { get; } =
        [.. frames.Select(f => new FrameFeatures { Atoms = f.Structure.Count, Volume = f.Structure.Periodic.IsBulk ? f.Structure.Cell!.Volume : 0, Groups = [] })];

    public string Description
    {
        get
        {
            var form = sparse.Form.Invariants;
            return $"Gaussian process within {form.Basis.Cutoff:0.##} Å, of {sparse.Count} sparse surroundings, each compared by {form.Invariants} invariants in {form.Channels} channels{(form.Embedding is { } e ? $"; {Species} elements as {e.Width} numbers each" : "")}.";
        }
    }

    public IModelFit Open(TrainingFrame[] training, TrainingFrame[] validation, FitOptions fit, Team team) => new LinearFit(this, training, validation, fit, team);

    public ILinearRows OpenRows() => new Rows(sparse, frames);

    public IPotential Build(ReadOnlySpan<double> parameters, string? baseline) => Build(parameters, null, baseline);

    public IPotential Build(FitState state, string? baseline) => Build(
        state.Best,
        options.Heads > 1 && state.Arrays.GetValueOrDefault(LinearFit.Posterior) is { } posterior ? new GaussianPosterior(1 / posterior[0], posterior[1..], options.Heads, options.Seed) : null,
        baseline);

    GaussianModel Build(ReadOnlySpan<double> parameters, GaussianPosterior? posterior, string? baseline)
    {
        var energies = parameters[sparse.Count..].ToArray();
        for (var s = 0; s < energies.Length; s++)
            energies[s] += atomEnergies.Of(sparse.Form.Invariants.Elements[s]);
        return new GaussianModel(sparse, sparse.WeightsOf(parameters), energies, range, posterior, baseline: baseline);
    }

    public ModelFile ToFile(IPotential model, JsonObject card) => GaussianModelFile.ToFile(((GaussianModel)model).With(record: card));

    sealed class Rows(SparseSurroundings sparse, IReadOnlyList<Frame> frames) : ILinearRows
    {
        readonly GaussianRows _rows = new(sparse);

        public void Fill(int frame, Span<double> rows, int stride) => _rows.Fill(frames[frame].Structure, rows, stride);

        public void Dispose() => _rows.Dispose();
    }
}
