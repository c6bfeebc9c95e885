using System.Globalization;
using System.Text;
using Athanor.Potentials;

namespace Athanor.Campaigns.Tests;

/// <summary>Models that cost nothing: members are Morse potentials whose depths are the nearer to the oracle's, the more labels there are.</summary>
sealed class FakeModels(double spread) : IModelMaker
{
    /// <summary>Deviations of members' depths, whose mean is none.</summary>
    static readonly double[] Members = [-1, -0.4, 0.5, 0.9];

    public MadeModel Make(IReadOnlyList<LabelledCandidate> training, IReadOnlyList<LabelledCandidate> validation, byte[]? before, CancellationToken cancellation)
    {
        var deviation = spread / training.Count;
        return new MadeModel(Encoding.UTF8.GetBytes(deviation.ToString("R", CultureInfo.InvariantCulture)), new Dictionary<string, double> { [ModelErrors.Forces] = deviation });
    }

    public IPotential Open(byte[] file, long number)
    {
        var deviation = double.Parse(Encoding.UTF8.GetString(file), CultureInfo.InvariantCulture);
        return Committee.Of([.. Members.Select(m => PotentialGrammar.Parse(string.Create(CultureInfo.InvariantCulture, $"morse:D={0.3429 * (1 + m * deviation):R},alpha=1.3588,r0=2.866,cutoff=8")))]);
    }
}
