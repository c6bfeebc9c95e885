using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Campaigns.Tests;

/// <summary>What a store and a file of settings are to one another.</summary>
public sealed class OpeningTests
{
    [Fact]
    public void The_same_settings_go_on_and_a_larger_budget_wakes_what_has_ended()
    {
        using var campaign = new SyntheticCampaign();
        var opening = CampaignOpening.Of(campaign.Store, campaign.Settings);
        Assert.True(opening.IsNew);
        opening.Begin();
        Assert.False(Opened(campaign, campaign.Settings).IsOver);
        campaign.Store.Turn(CampaignState.Ended, "all labels are used up");
        var over = Opened(campaign, campaign.Settings);
        Assert.True(over.IsOver);
        Assert.Contains("all labels are used up", Assert.Single(over.Notes));
        var more = Opened(campaign, campaign.Settings with { Budget = campaign.Settings.Budget with { Labels = 100 } });
        Assert.False(more.IsOver);
        Assert.Contains("larger budget", Assert.Single(more.Notes));
        Assert.Equal(CampaignState.Running, campaign.Store.Look()!.State);
        Assert.Equal(100, CampaignCourse.Read(campaign.Store)!.Settings.Budget.Labels);
    }

    [Fact]
    public void What_was_changed_in_the_store_holds_until_the_file_changes()
    {
        using var campaign = new SyntheticCampaign();
        Opened(campaign, campaign.Settings).NoteEnd();
        campaign.Store.Turn(CampaignState.Ended, "all labels are used up");
        campaign.Store.Change((campaign.Settings with { Budget = campaign.Settings.Budget with { Labels = 80 } }).ToText());
        var raised = Opened(campaign, campaign.Settings);
        Assert.Equal(80, raised.InForce.Budget.Labels);
        Assert.False(raised.IsOver);
        raised.NoteEnd();
        campaign.Store.Turn(CampaignState.Ended, "all labels are used up");
        Assert.True(Opened(campaign, campaign.Settings).IsOver);
        Assert.Equal(70, Opened(campaign, campaign.Settings with { Budget = campaign.Settings.Budget with { Labels = 70 } }).InForce.Budget.Labels);
        Assert.Equal(70, CampaignCourse.Read(campaign.Store)!.Settings.Budget.Labels);
    }

    [Fact]
    public void What_was_paused_goes_on()
    {
        using var campaign = new SyntheticCampaign();
        CampaignOpening.Of(campaign.Store, campaign.Settings).Begin();
        campaign.Store.Turn(CampaignState.Paused);
        Assert.Contains("paused", Assert.Single(Opened(campaign, campaign.Settings).Notes));
        Assert.Equal(CampaignState.Running, campaign.Store.Look()!.State);
    }

    [Fact]
    public void The_store_of_another_campaign_is_refused()
    {
        using var campaign = new SyntheticCampaign();
        CampaignOpening.Of(campaign.Store, campaign.Settings).Begin();
        void Refused(CampaignSettings other, string word) => Assert.Contains(word, Assert.Throws<StoreException>(() => CampaignOpening.Of(campaign.Store, other)).Message);
        Refused(campaign.Settings with { Oracle = "hf/sto-3g" }, "hf/sto-3g");
        Refused(campaign.Settings with { Start = [Path.Combine(campaign.Folder, "other.xyz")] }, "other.xyz");
        Refused(campaign.Settings with { Baseline = "zbl" }, "zbl");
        Assert.False(Opened(campaign, campaign.Settings with { Start = ["/moved/start.xyz"] }).IsOver);
    }

    [Fact]
    public void An_oracle_that_does_not_know_an_element_is_refused_before_anything_is_spent()
    {
        using var campaign = new SyntheticCampaign();
        Assert.Equal("Ar2", CampaignStart.Read(campaign.Settings, PotentialGrammar.Parse(campaign.Settings.Oracle)).Formula);
        var refused = Assert.Throws<PotentialException>(() => CampaignStart.Read(campaign.Settings, PotentialGrammar.Parse("sw")));
        Assert.Contains("Ar", refused.Message);
        Assert.Contains("start.xyz", refused.Message);
    }

    static CampaignOpening Opened(SyntheticCampaign campaign, CampaignSettings settings)
    {
        var opening = CampaignOpening.Of(campaign.Store, settings);
        opening.Begin();
        return opening;
    }
}
