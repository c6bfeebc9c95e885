using Athanor.Atoms;

namespace Athanor.Properties.Tests;

public class DiffusionTests
{
    /// <summary>Atoms that vibrate have no D that hydrodynamics could correct; a crystal had one ten times its Einstein slope.</summary>
    [Theory]
    [InlineData(1.51, false)]
    [InlineData(0.0, false)]
    [InlineData(double.NaN, false)]
    [InlineData(1.1, true)]
    public void OnlyWhatDiffusesIsCorrectedForTheCell(double exponent, bool corrected)
    {
        var diffusion = new Diffusion(Element.Parse("Cu"), [0, 1], [0, 1], [0, 0], (0, 1), new Estimate(0.7, Diffusion.Unit, 0.1), exponent, null);
        Assert.Equal(corrected, diffusion.InInfiniteCell(new Estimate(0.1, "mPa·s", 0.01), 300, 7.2).Corrected is not null);
    }
}
